package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Over a real sshd on this machine. */
@Tag("full")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("connections to sshd")
class SshTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final Ssh ssh = new Ssh();
  private Sshd sshd;
  private Host host;

  @BeforeEach
  void start() throws Exception {
    sshd = Sshd.start(folder);
    Path shipped = Files.createDirectories(folder.resolve("near/shipped"));
    Path images = Files.createDirectories(folder.resolve("near/0123456789abcdef"));
    Path scratch = Files.createDirectories(folder.resolve("near/scratch"));
    Files.writeString(shipped.resolve("the jar"), "jar");
    tar(images);
    host =
        new Host(
            new Places(
                images + "/rootfs",
                images.toString(),
                "java",
                shipped.toString(),
                "/nowhere",
                scratch.toString()));
  }

  @AfterEach
  void stop() throws Exception {
    if (sshd != null) {
      sshd.close();
    }
  }

  /** A userland of one file. */
  private static void tar(Path images) throws IOException {
    Path rootfs = Files.createDirectories(images.resolve("rootfs"));
    Files.writeString(rootfs.resolve("etc-file"), "same\n");
    new Host(new Places("", "", "", "", "", ""))
        .ran(
            Command.of(
                "tar",
                "-C",
                rootfs.toString(),
                "-cf",
                images.resolve("userland.tar").toString(),
                "."));
  }

  private static List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  @Test
  void everyWordArrivesAsItIs() throws Exception {
    List<String> words =
        List.of(
            "plain",
            "two words",
            "",
            "$HOME",
            "a'b\"c",
            "`id`;|&",
            "~",
            "*",
            "-n",
            "\\",
            "#!",
            "line\nbreak",
            "%s");
    try (Environment far = ssh.enter(host, sshd.spec())) {
      assertThat(far.ran(Command.of("printf", "%s|").and(words)))
          .isEqualTo(String.join("|", words) + "|");
      Command variable = Command.of("sh", "-c", "printf %s \"$A\"").with("A", "it's $A\n");
      assertThat(far.ran(variable)).isEqualTo("it's $A\n");
    }
  }

  @Test
  void streamsAndExitCodesAreThoseOfTheCommand() throws Exception {
    try (Environment far = ssh.enter(host, sshd.spec())) {
      Process cat = far.start(Command.of("cat"));
      cat.getOutputStream().write("line\nand more".getBytes(StandardCharsets.UTF_8));
      cat.getOutputStream().close();
      assertThat(cat.getInputStream().readAllBytes()).asString().isEqualTo("line\nand more");
      Ended ended = far.run(Command.of("sh", "-c", "echo out; echo err >&2; exit 7"), LIMIT);
      assertThat(ended).isEqualTo(new Ended(7, "out\n", "err\n"));
      assertThat(far.run(Command.of("sh", "-c", "exit 255"), LIMIT).exit()).isEqualTo(255);
    }
  }

  @Test
  void filesGoThereAndComeBackWhole() throws Exception {
    byte[] bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(folder.resolve("file"), bytes);
    Path back = folder.resolve("back");
    try (Environment far = ssh.enter(host, sshd.spec())) {
      String there = far.places().data() + "/with a blank";
      far.push(file, there);
      far.pull(there, back);
      assertThat(back).hasBinaryContent(bytes);
      assertThatThrownBy(() -> far.push(file, "/no/such/folder/x"))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("did not arrive");
      assertThatThrownBy(() -> far.pull("/no/such/file", folder.resolve("none")))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("No such file");
      assertThat(folder.resolve("none")).doesNotExist();
    }
  }

  @Test
  void whatEnvironmentsAreMadeOfIsSentOnce() throws Exception {
    Path userland = sshd.farCache().resolve("userland/0123456789abcdef");
    Object sent;
    try (Environment far = ssh.enter(host, sshd.spec())) {
      assertThat(far.places().images()).isEqualTo(userland.toString());
      assertThat(far.places().userland()).isEqualTo(userland + "/rootfs");
      assertThat(userland.resolve("rootfs/etc-file")).hasContent("same\n");
      assertThat(Path.of(far.places().shipped(), "the jar")).hasContent("jar");
      sent = Files.getAttribute(userland, "unix:ino");
    }
    try (Environment far = ssh.enter(host, sshd.spec())) {
      assertThat(Files.getAttribute(userland, "unix:ino")).isEqualTo(sent);
    }
    assertThat(names(sshd.farCache().resolve("shipped"))).hasSize(1);
  }

  @Test
  void guestDisksAreSentForGuestsOnlySparseAndAgainOnlyWhenTheyChange() throws Exception {
    Path disk = Path.of(host.places().images(), Places.DISK);
    try (RandomAccessFile sparse = new RandomAccessFile(disk.toFile(), "rw")) {
      sparse.setLength(64 << 20);
      sparse.write(1);
    }
    Path there = sshd.farCache().resolve("userland/0123456789abcdef/" + Places.DISK);
    ssh.enter(host, holdingGuest()).close();
    assertThat(there).hasSameBinaryContentAs(disk);
    assertThat(host.ran(Command.of("stat", "-c", "%b", there.toString())).strip())
        .satisfies(blocks -> assertThat(Long.parseLong(blocks)).isLessThan(1000));
    Object first = Files.getAttribute(there, "unix:ino");
    ssh.enter(host, holdingGuest()).close();
    assertThat(Files.getAttribute(there, "unix:ino")).isEqualTo(first);
    Files.write(disk, new byte[] {2});
    ssh.enter(host, sshd.spec()).close();
    assertThat(Files.size(there)).isEqualTo(64 << 20);
    ssh.enter(host, holdingGuest()).close();
    assertThat(there).hasBinaryContent(new byte[] {2});
  }

  private Spec holdingGuest() {
    Spec spec = sshd.spec();
    return new Spec(spec.owner(), spec.name(), spec.options(), Limits.NONE, List.of("kvm"));
  }

  @Test
  void closingLeavesNothingButTheCache() throws Exception {
    Environment far = ssh.enter(host, sshd.spec());
    assertThat(names(sshd.farScratch())).containsExactly("tare-test-" + sshd.port);
    assertThat(Path.of(far.places().data())).isDirectory();
    far.close();
    far.close();
    assertThat(names(sshd.farScratch())).isEmpty();
    assertThat(sshd.farCache().resolve("data")).isEmptyDirectory();
    assertThat(Path.of(host.places().scratch())).isEmptyDirectory();
  }

  @Test
  void theFarSideCleansUpAlsoWhenThisSideIsKilled() throws Exception {
    Environment far = ssh.enter(host, sshd.spec());
    ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("ControlMaster=yes"))
        .forEach(ProcessHandle::destroyForcibly);
    for (int i = 0; i < 200 && !names(sshd.farScratch()).isEmpty(); i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(names(sshd.farScratch())).isEmpty();
    assertThat(sshd.farCache().resolve("data")).isEmptyDirectory();
    far.close();
  }

  @Test
  void aCutConnectionIsToldFromACommandThatFailed() throws Exception {
    try (Environment far = ssh.enter(host, sshd.spec())) {
      Process sleeping = far.start(Command.of("sleep", "600"));
      sshd.kill();
      assertThat(sleeping.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(() -> far.ran(Command.of("true")))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("the connection to 127.0.0.1 was lost");
    }
  }

  @Test
  void aStrangersKeyIsRefusedWithTheRemedy() throws Exception {
    Spec stranger = sshd.spec(Ssh.KEY, folder.resolve("stranger").toString());
    assertThat(ssh.check(host, stranger))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.stops()).isTrue();
              assertThat(finding.line()).contains("Permission denied", "authorized_keys");
            });
    assertThatThrownBy(() -> ssh.enter(host, stranger))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("authorized_keys")
        .hasMessageNotContaining("\n");
    assertThat(names(sshd.farScratch())).isEmpty();
  }

  @Test
  void anUnknownHostKeyIsNeverTakenOnTrust() throws Exception {
    Path empty = Files.createFile(folder.resolve("nobody"));
    assertThat(ssh.check(host, sshd.spec(Ssh.KNOWN_HOSTS, empty.toString())))
        .singleElement()
        .satisfies(finding -> assertThat(finding.line()).contains("known-hosts=FILE"));
    assertThat(empty).isEmptyFile();
  }

  @Test
  void aClosedPortIsNamed() throws Exception {
    Spec spec = sshd.spec();
    sshd.kill();
    assertThat(ssh.check(host, spec))
        .singleElement()
        .satisfies(finding -> assertThat(finding.line()).contains("Connection refused", "port"));
    assertThatThrownBy(() -> ssh.enter(host, spec))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("Connection refused");
  }

  @Test
  void whatCanBeReachedHasNoFindings() throws Exception {
    assertThat(ssh.check(host, sshd.spec())).isEmpty();
    try (Environment far = ssh.enter(host, sshd.spec())) {
      assertThat(far.address()).contains("127.0.0.1");
      assertThat(far.facts().get("layer.ssh.client")).get().asString().contains("OpenSSH");
      assertThat(far.limits()).isEqualTo(Limits.NONE);
    }
  }
}
