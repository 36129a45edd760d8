package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.Host;
import dev.tare.launch.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The image of userland and jar, loaded and run by real engines. */
@Tag("full")
class OciImageIT {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Host host = new Host(new Places("", "", "", "", "", ""));

  @TempDir Path folder;

  private Ended ran(String... words) throws IOException {
    Ended ended = host.run(Command.of(words), LONG);
    assertThat(ended.exit()).as(ended.err()).isZero();
    return ended;
  }

  /** Podman's own limits are above what root may have in some places, and crun knows no hybrid. */
  @ParameterizedTest
  @CsvSource({
    "docker, run",
    "podman, --runtime=runc run --ulimit=nofile=1024:1024 --ulimit=nproc=4096:4096"
  })
  void anEngineLoadsItAndItsCommandLineIsTheJars(String engine, String options) throws Exception {
    Command run = Command.of(engine).and(options.split(" ")).and("--rm", "--network=none");
    ThisHost.needsRoot();
    assumeThat(ThisHost.answers(engine, "info")).as(engine + " does not answer").isTrue();
    Jar.Ended written = new Jar(folder).patient().run("userland", "--image", "tare.tar");
    assertThat(written.exit()).as(written.err()).isZero();
    String tag = written.out().replaceAll("(?s)^tare.tar: tare, (\\S+),.*", "$1");
    assertThat(tag).startsWith("tare:");
    try (var left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsOnly("tare.tar", "stdout", "stderr");
    }

    try {
      ran(engine, "load", "--input", folder.resolve("tare.tar").toString());
      assertThat(host.run(run.and(tag, "--version"), LONG).out()).startsWith("Tare ");
      Ended quick = host.run(run.and("tare", "quick", "--benchmarks", "Syscall"), LONG);
      assertThat(quick.exit()).as(quick.err()).isZero();
      assertThat(quick.out()).contains("Syscall.getpid", engine);
    } finally {
      for (String one : List.of(tag, "tare", "localhost/" + tag, "localhost/tare")) {
        host.run(Command.of(engine, "rmi", "--force", one), Environment.PATIENCE);
      }
    }
  }
}
