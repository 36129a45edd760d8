package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The jar where it is not welcome: for an ordinary user, without a home, with noexec folders. */
@Tag("full")
@ResourceLock("the processes of nobody")
class PlacesIT {
  @TempDir Path folder;

  @BeforeEach
  void needsRoot() {
    ThisHost.needsRoot();
  }

  private Jar asNobody() throws IOException {
    return new Jar(folder).asNobody().jvm("-Duser.home=/proc");
  }

  @Test
  void ordinaryUserWithAReadOnlyHomeMeasures() throws IOException {
    Jar.Ended ended = asNobody().run("quick", "--benchmarks", "Syscall|Prime", "--out", "run");
    assertThat(ended.err()).doesNotContain("failed");
    assertThat(ended.exit()).isZero();
    assertThat(ended.out()).contains("Syscall.getpid").contains("Prime.events");
    assertThat(folder.resolve("run/bare/facts.json"))
        .content()
        .contains("\"privileges.root\" : \"no\"");
  }

  @Test
  void lockThatRootLeftDoesNotStopAnOrdinaryUser() throws IOException {
    Path lock = Files.createFile(folder.resolve("jmh.lock"));
    Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("rw-r--r--"));
    Jar.Ended ended =
        asNobody().run("kernel.Syscall", "-f", "1", "-wi", "0", "-i", "1", "-r", "100ms");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.exit()).isZero();
  }

  /** As systemd sets it: even root may not create what is there in a folder for all. */
  @Test
  void lockOfAnotherUserInAFolderForAllIsNoObstacle() throws Exception {
    Path sysctl = Path.of("/proc/sys/fs/protected_regular");
    assumeThat(sysctl).as("needs fs.protected_regular").isWritable();
    String before = Files.readString(sysctl);
    Path all = Files.createDirectory(folder.resolve("all"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    command("chmod", "1777", all.toString());
    try {
      Files.writeString(sysctl, "2");
      command("setpriv", "--reuid", "65534", "--clear-groups", "touch", all + "/jmh.lock");
      String measure = "kernel.Syscall -f 1 -wi 0 -i 1 -r 100ms";
      assertMeasures(new Jar(folder).jvm("-Djava.io.tmpdir=" + all).run(measure.split(" ")));
      String matrix = "matrix --env bare --blocks 1 --profile quick --benchmarks Syscall --out run";
      Jar.Ended run = new Jar(folder).jvm("-Djava.io.tmpdir=" + all).run(matrix.split(" "));
      assertThat(run.exit()).as(run.err()).isZero();
      command("chown", "root", all + "/jmh.lock");
      assertMeasures(asNobody().jvm("-Djava.io.tmpdir=" + all).run(measure.split(" ")));
    } finally {
      Files.writeString(sysctl, before);
    }
  }

  private static void assertMeasures(Jar.Ended ended) {
    assertThat(ended.err()).isEmpty();
    assertThat(ended.exit()).isZero();
  }

  @Test
  void noexecTemporaryFolderIsPassedOver() throws Exception {
    Path noexec = Files.createDirectory(folder.resolve("noexec"));
    command("mount", "-t", "tmpfs", "-o", "noexec,mode=1777", "tmpfs", noexec.toString());
    try {
      Jar.Ended ended =
          new Jar(folder)
              .jvm("-Djava.io.tmpdir=" + noexec)
              .run("kernel.Syscall", "-f", "1", "-wi", "0", "-i", "1", "-r", "100ms");
      assertThat(ended.err()).isEmpty();
      assertThat(ended.exit()).isZero();

      Jar.Ended only =
          new Jar(folder)
              .jvm("-Dtare.native.dir=" + noexec)
              .run("kernel.Syscall", "-f", "1", "-wi", "0", "-i", "1", "-r", "100ms");
      assertThat(only.exit()).isEqualTo(ExitCode.FAILED);
      assertThat(only.err().lines()).hasSize(1);
      assertThat(only.err()).contains("noexec").contains("-Dtare.native.dir=DIR");
    } finally {
      command("umount", noexec.toString());
    }
  }

  private static void command(String... line) throws Exception {
    Process process = new ProcessBuilder(line).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", line)).isZero();
  }
}
