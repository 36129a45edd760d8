package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Over a real sshd on this machine, whose far side has other programs. */
@Tag("full")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("connections to sshd")
class FarCheckTest {
  @TempDir private Path folder;
  private Host host;

  @BeforeEach
  void make() throws Exception {
    Path images = Files.createDirectories(folder.resolve("near/0123456789abcdef"));
    Path rootfs = Files.createDirectories(images.resolve("rootfs"));
    String tar = images.resolve("userland.tar").toString();
    String scratch = Files.createDirectories(folder.resolve("near/scratch")).toString();
    host = new Host(new Places(rootfs.toString(), images.toString(), "java", "", "", scratch));
    host.ran(Command.of("tar", "-C", rootfs.toString(), "-cf", tar, "."));
    String qemu = QemuCommand.program(GuestPlan.architecture(host));
    assumeTrue(Programs.has(host, qemu), qemu + " is not installed");
  }

  private Optional<Finding> finding(String path, String... options) throws Exception {
    try (Sshd sshd = Sshd.start(folder, path)) {
      Environment there = new Ssh().enter(host, sshd.spec());
      try {
        return new Kvm().lacksForMoving(host, there, guest(options));
      } finally {
        there.close();
      }
    }
  }

  private static Spec guest(String... options) {
    TreeMap<String, String> all = new TreeMap<>();
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    return new Spec(Owner.ofRun("test"), "tare-test-far", all, Limits.NONE);
  }

  @Test
  void withoutQemuOverThereItSaysWhatToInstall() throws Exception {
    Path programs = Files.createDirectory(folder.resolve("programs"));
    for (String one : new String[] {"/bin", "/usr/bin"}) {
      try (DirectoryStream<Path> all =
          Files.newDirectoryStream(Path.of(one), file -> !name(file).startsWith("qemu-"))) {
        for (Path program : all) {
          Path link = programs.resolve(name(program));
          if (Files.notExists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, program);
          }
        }
      }
    }
    assertThat(finding(programs.toString()).orElseThrow().line())
        .matches(
            "127\\.0\\.0\\.1: qemu-system-\\S+ is not installed; apt-get install qemu-system-\\S+"
                + " \\(Debian's name\\)");
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  @Test
  void anotherQemuOverThereIsNamedBesideThisOne() throws Exception {
    String qemu = QemuCommand.program(GuestPlan.architecture(host));
    Path other = Files.createDirectory(folder.resolve("far-bin")).resolve(qemu);
    Files.writeString(other, "#!/bin/sh\necho QEMU emulator version 1.2.3\n");
    assertThat(other.toFile().setExecutable(true)).isTrue();
    assertThat(finding(System.getenv("PATH")).orElseThrow().line())
        .startsWith("127.0.0.1: QEMU there is 1.2.3, here ")
        .endsWith("; install the same on both: a machine of one need not run in the other");
  }

  @Test
  void whatHoldsOnOneHostAloneIsNamed() throws Exception {
    assertThat(finding(System.getenv("PATH"), "vhost", "on").orElseThrow().line())
        .isEqualTo(
            "kernel=, pin=, vhost=on and limits of CPUs hold on one machine alone; leave them out; vcpus="
                + " says how many CPUs it has");
  }

  @Test
  void whatGuestsAreMadeOfIsLookedForOverThere() throws Exception {
    assertThat(finding(System.getenv("PATH"), "accel", "tcg").orElseThrow().line())
        .startsWith("127.0.0.1: there is no guest image in " + folder.resolve("far-cache/tare"));
  }

  @Test
  void aHostThatIsNotReachedIsOneLine() throws Exception {
    try (Sshd sshd = Sshd.start(folder)) {
      Spec nowhere = sshd.spec(Ssh.PORT, "1");
      assertThatThrownBy(() -> new Ssh().enter(host, nowhere))
          .isInstanceOf(LaunchException.class)
          .hasMessageStartingWith("ssh: 127.0.0.1 is not reached: ")
          .hasMessageEndingWith("; is sshd running there, and is it this port?");
    }
  }

  /** Only what KVM runs has the host's own CPU. */
  @Test
  void anotherCpuOverThereIsNamedBesideThisOne() throws IOException {
    String here = cpu("AMD EPYC 7713", "fpu aes avx2 vaes");
    assertThat(FarCheck.processors("b: ", here, here)).isEmpty();
    assertThat(FarCheck.processors("b: ", here, cpu("AMD EPYC 7713", "fpu aes avx2 vaes sha_ni")))
        .isEmpty();
    assertThat(line(here, cpu("AMD EPYC 9654", "fpu aes avx2 vaes")))
        .isEqualTo(
            "b: model name is AMD EPYC 9654 there, AMD EPYC 7713 here;"
                + " write accel=tcg to have it emulated on both");
    assertThat(line(here, cpu("AMD EPYC 7713", "fpu avx2")))
        .startsWith("b: its CPU has not aes, vaes; ");
    String arm = "processor\t: 0\nFeatures\t: fp asimd\nCPU implementer\t: 0x41\nCPU part\t: %s\n";
    assertThat(line(arm.formatted("0xd0c"), arm.formatted("0xd40")))
        .startsWith("b: CPU part is 0xd40 there, 0xd0c here; ");
  }

  private static String line(String here, String there) {
    return FarCheck.processors("b: ", here, there).orElseThrow().line();
  }

  private static String cpu(String name, String flags) {
    return "processor\t: 0\nmodel\t\t: 1\nmodel name\t: " + name + "\nflags\t\t: " + flags + "\n";
  }
}
