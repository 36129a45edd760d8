package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.launch.Places;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every setting that docs/environments.md has in its table, tried on the real engine. */
@Tag("full")
class HardenedContainersIT {
  private static final Pattern ROW = Pattern.compile("\\| `(--[^`]*)` \\| (yes|no) \\|.*");
  private static final String IMAGE = "tare-hardened-test:" + ProcessHandle.current().pid();

  private static final String URING =
      "disk.RandomFile -p engine=uring -p depth=4 -p size=1m -p direct=true";

  @TempDir Path folder;

  static Stream<Arguments> settings() throws IOException {
    List<Arguments> settings = new ArrayList<>();
    for (String line :
        Files.readAllLines(Path.of(System.getProperty("tare.root"), "docs/environments.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        settings.add(Arguments.of(row.group(1), row.group(2).equals("yes")));
      }
    }
    assertThat(settings).hasSizeGreaterThan(7);
    return settings.stream();
  }

  @BeforeAll
  static void image() throws Exception {
    ThisHost.needsDocker();
    Userland userland = Userland.built(step -> {});
    Process made =
        new ProcessBuilder(
                "docker",
                "import",
                "--change",
                "ENV PATH=" + Places.USERLAND_PATH,
                userland.image().toString(),
                IMAGE)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(made.waitFor()).isZero();
  }

  @AfterAll
  static void removed() {
    ThisHost.answers("docker", "rmi", IMAGE);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void settingDoesWhatTheTableSays(String setting, boolean measures) throws Exception {
    int exit = run(setting, "kernel.Syscall|cpu.Prime");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    String said = Files.readString(out) + Files.readString(err);
    if (measures) {
      assertThat(exit).as(said).isZero();
      assertThat(out).content().contains("Syscall.getpid", "Prime.events");
      assertThat(err).isEmptyFile();
    } else {
      assertThat(exit).as(said).isEqualTo(ExitCode.FAILED);
      assertThat(Files.readAllLines(err))
          .as("once for the run")
          .singleElement()
          .asString()
          .contains("--tmpfs /tmp:exec");
    }
  }

  @Test
  void ioUringIsMeasuredOrItsRefusalNamesTheFilter() throws Exception {
    Path err = folder.resolve("err");
    assertThat(run("--security-opt seccomp=unconfined", URING)).as(read(err)).isZero();
    Path filter =
        Files.writeString(
            folder.resolve("filter.json"),
            """
            {"defaultAction": "SCMP_ACT_ALLOW",
             "syscalls": [{"names": ["io_uring_setup"], "action": "SCMP_ACT_ERRNO"}]}
            """);
    assertThat(run("--security-opt seccomp=" + filter, URING)).isEqualTo(ExitCode.FAILED);
    refused(err);
    // Its own filter: which of the two it is, its version decides.
    if (run("--network none", URING) != ExitCode.DONE) {
      refused(err);
    }
  }

  private static void refused(Path err) throws IOException {
    assertThat(Files.readAllLines(err))
        .singleElement()
        .asString()
        .contains("seccomp=unconfined", "engine=psync");
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }

  /** Runs benchmarks in a container with that setting; {@code out} and {@code err} are printed. */
  private int run(String setting, String benchmarks) throws Exception {
    List<String> command = new ArrayList<>(List.of("docker", "run", "--rm"));
    command.addAll(List.of(setting.split(" ")));
    command.addAll(List.of("-v", Jar.FILE + ":/b.jar:ro", IMAGE, "java", "-jar", "/b.jar"));
    command.addAll(List.of(benchmarks.split(" ")));
    command.addAll(List.of("-f", "1", "-wi", "0", "-i", "1", "-r", "50ms"));
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start()
        .waitFor();
  }
}
