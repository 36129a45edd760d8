package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.Session;
import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Sshd;
import dev.tare.launch.StackSyntax;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunFolder;
import dev.tare.userland.Userland;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What breaks around a run is a line, takes nothing else along, and leaves nothing. */
@Tag("full")
@ResourceLock("what killed runs leave")
@ResourceLock("the processes of nobody")
class BrokenWorldIT {
  private static final long SEED = Long.getLong("tare.seed", System.nanoTime());

  /** Programs that fail once, each at a call of its own. */
  private static final String FAILS_ONCE =
      """
      #!/bin/sh
      echo x >> "$0.calls"
      [ "$(wc -l < "$0.calls")" != %d ] || { echo "broken on purpose" >&2; exit 1; }
      exec %s "$@"
      """;

  @TempDir Path folder;

  @BeforeEach
  void needsRoot() {
    ThisHost.needsRoot();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ipAndIptablesThatFailInTheMiddleAreALineEach(int round) throws Exception {
    ThisHost.needsLxc();
    Random random = new Random(SEED + round);
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String program : List.of("ip", "iptables")) {
      String real = ThisHost.said("sh", "-c", "command -v " + program).strip();
      int call = 1 + random.nextInt(10);
      System.out.printf("%s fails at its call %d, -Dtare.seed=%d%n", program, call, SEED);
      Path wrapper = Files.writeString(bin.resolve(program), FAILS_ONCE.formatted(call, real));
      Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    NetworkRun network = new NetworkRun(folder).env("PATH", bin + ":" + System.getenv("PATH"));

    Jar.Ended ended =
        network.ended(
            "--path=loopback",
            "--path=lxc-bridge",
            "--patterns=tcp_rr",
            "--seconds=0.1",
            "--blocks=1");
    assertThat(ended.exit()).as(ended.err()).isIn(ExitCode.DONE, ExitCode.FAILED);
    assertThat(ended.err()).doesNotContain("\tat ");
    for (String path : List.of("loopback", "lxc-bridge")) {
      if (trial(path).filter(one -> one.status() == ScheduledTrial.Status.DONE).isEmpty()) {
        assertThat(ended.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.err().lines().filter(line -> line.startsWith("tare: " + path)))
            .as(ended.err())
            .isNotEmpty()
            .allMatch(line -> line.contains("broken on purpose"));
      }
    }
    assertThat(new Jar(folder).run("env", "--clean").exit()).isZero();
    assertThat(Traces.of(ended.pid())).isEmpty();
  }

  @Test
  void sshThatDropsInTheMiddleIsSaidAndTheRestIsShown() throws Exception {
    try (Sshd sshd = Sshd.start(Files.createDirectory(folder.resolve("sshd")))) {
      Jar jar = new Jar(folder).patient();
      Process run =
          jar.start(
              "matrix",
              "--env=bare",
              "--env=" + sshd.layer(),
              "--benchmarks=Syscall",
              "--blocks=1",
              "--out=run");
      Path runs = folder.resolve("run");
      Jar.await(run, () -> measures(runs, "ssh"));
      sshd.kill();
      run.waitFor();

      String err = jar.printed("stderr");
      assertThat(run.exitValue()).as(err).isEqualTo(ExitCode.FAILED);
      assertThat(err).doesNotContain("\tat ");
      assertThat(err.lines().filter(line -> line.startsWith("tare: ssh")))
          .as(err)
          .isNotEmpty()
          .allMatch(line -> line.contains("the connection to 127.0.0.1 was lost"));
      assertThat(jar.printed("stdout")).contains("Syscall.getpid");
      assertThat(slot("bare").status()).isEqualTo(ScheduledTrial.Status.DONE);
      assertThat(Traces.of(run.pid())).isEmpty();
    }
  }

  @Test
  void withoutAPlaceForTheCacheTheHostItselfIsMeasured() throws Exception {
    ThisHost.needsDocker();
    Jar.Ended ended =
        new Jar(folder)
            .env("HOME", "/proc")
            .env("XDG_CACHE_HOME", "/proc/cache")
            .ends(
                ExitCode.FAILED,
                "matrix",
                "--env=bare",
                "--env=docker",
                "--benchmarks=Syscall",
                "--blocks=1",
                "--out=run");
    assertThat(slot("bare").status()).isEqualTo(ScheduledTrial.Status.DONE);
    assertThat(ended.err()).contains("/proc/cache", "XDG_CACHE_HOME").doesNotContain("\tat ");
  }

  @Test
  void withTooFewProcessesItIsOneLine() throws Exception {
    Jar.Ended ended =
        new Jar(folder)
            .under("prlimit", "--nproc=40")
            .asNobody()
            .run("quick", "--benchmarks=Syscall", "--out=run");
    assertThat(ended.exit()).as(ended.err()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.err().lines().filter(line -> line.startsWith("tare: ")))
        .as(ended.err())
        .singleElement()
        .asString()
        .contains("process");
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker", "lxc"})
  void insideAContainerTheJarMeasuresByItself(String layer) throws Exception {
    ThisHost.needsDocker();
    ThisHost.needsLxc();
    Optional<Userland> userland = Optional.of(Userland.built(step -> {}));
    try (Session session = Session.open("inside", Jar.FILE, userland, Optional.empty())) {
      Environment inside =
          session.enter(new StackSyntax(Layers.standard()).parse(layer), Limits.NONE);
      Ended quick =
          inside.run(
              Command.of(inside.places().java(), "-jar")
                  .and(inside.places().shipped() + "/benchmarks.jar")
                  .and("quick", "--benchmarks", "Syscall", "--out")
                  .and(inside.places().scratch() + "/run"),
              Duration.ofMinutes(10));
      assertThat(quick.exit()).as(quick.err()).isZero();
      assertThat(quick.out()).contains("Syscall.getpid", "Measured on ").contains(layer);
    }
  }

  private static boolean measures(Path run, String place) throws Exception {
    if (!Files.isDirectory(run)) {
      return false;
    }
    try (var files = Files.walk(run)) {
      for (Path file : files.filter(one -> one.endsWith("console.log")).toList()) {
        if (file.getParent().getFileName().toString().startsWith(place)
            && Files.readString(file).contains("Iteration ")) {
          return true;
        }
      }
      return false;
    }
  }

  private ScheduledTrial slot(String place) throws Exception {
    return trial(place).orElseThrow();
  }

  /** The first trial to a place, if its check let it be planned. */
  private Optional<ScheduledTrial> trial(String place) throws Exception {
    return RunFolder.open(folder.resolve("run")).document().schedule().stream()
        .filter(one -> one.environment().equals(place))
        .findFirst();
  }
}
