package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as plain JMH: its command line, what a run leaves, and how it fails. */
class JmhCommandIT {
  private static final String[] SHORT = {
    "-f", "1", "-wi", "1", "-i", "2", "-w", "50ms", "-r", "100ms", "-rf", "json", "-rff", "out.json"
  };

  @TempDir Path folder;

  private JsonNode results() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("out.json").toFile());
  }

  private static String[] with(String... first) {
    return Stream.concat(Stream.of(first), Stream.of(SHORT)).toArray(String[]::new);
  }

  @Test
  void leavesPlainJmhJsonWithLatencyNoiseAndClock() throws IOException {
    Jar.Ended ended =
        new Jar(folder)
            .run(
                "cpu.Prime",
                "-p",
                "limit=1000",
                "-f",
                "2",
                "-wi",
                "1",
                "-i",
                "2",
                "-w",
                "50ms",
                "-r",
                "100ms",
                "-rf",
                "json",
                "-rff",
                "out.json");

    assertThat(ended.exit()).isZero();
    JsonNode benchmark = results().get(0);
    assertThat(benchmark.get("benchmark").asText()).isEqualTo("dev.tare.bench.cpu.Prime.events");
    JsonNode secondary = benchmark.get("secondaryMetrics");
    assertThat(secondary.at("/p50/rawData")).hasSize(2).allMatch(fork -> fork.size() == 1);
    assertThat(secondary.at("/latency/rawData/0")).hasSize(2);
    assertThat(secondary.at("/noise.wall/rawData/0")).hasSize(2);
    assertThat(secondary.at("/noise.threads/rawData/1/1").asInt()).isEqualTo(1);
    assertThat(secondary.at("/noise.cpus/rawData/1/1").asInt()).isPositive();
    assertThat(secondary.at("/cpuTime/scoreUnit").asText()).isEqualTo("ns/op");
    assertThat(secondary.at("/cpuTime/rawData/0")).hasSize(2).allMatch(v -> v.asDouble() > 0);
    assertThat(secondary.at("/clock.latency/score").asDouble()).isPositive();
    assertThat(secondary.at("/p50/score").asDouble())
        .isEqualTo(
            (secondary.at("/p50/rawData/0/0").asDouble()
                    + secondary.at("/p50/rawData/1/0").asDouble())
                / 2);
    assertThat(folder.resolve("out.hlog")).isNotEmptyFile();
  }

  @Test
  void failedBenchmarkExitsFiveWithTheReasonAndKeepsTheOthers() throws IOException {
    Jar.Ended ended = new Jar(folder).run(with("cpu.Prime", "-p", "limit=2,1000"));

    assertThat(ended.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.err().lines())
        .containsExactly(
            "tare: Prime.events(limit=2) failed: prime: limit=2: must be from 3"
                + " to 100000000 (errno 22)");
    assertThat(results()).hasSize(1);
    assertThat(results().at("/0/params/limit").asText()).isEqualTo("1000");
  }

  @Test
  void refusalIsOneLineWithoutATrace() {
    Jar.Ended ended = new Jar(folder).run("bomb.Fork", "-f", "1", "-wi", "0", "-i", "1");

    assertThat(ended.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.err().lines()).hasSize(1);
    assertThat(ended.out()).contains("ProbeException: bomb-fork: ").doesNotContain("\tat ");
  }

  @Test
  void whatFailsAllBenchmarksIsSaidOnce() {
    Jar.Ended ended =
        new Jar(folder)
            .jvm("-Dtare.native.dir=/proc")
            .run(with("kernel.Syscall|cpu.Prime", "-p", "limit=1000"));

    assertThat(ended.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.err().lines())
        .singleElement()
        .asString()
        .matches("tare: [2-9] benchmarks failed: .*-Dtare\\.native\\.dir=DIR.*");
  }

  @Test
  void nothingThatIsKeptNamesTheUser() throws IOException {
    Path home = Files.createDirectories(folder.resolve("markeruser"));
    Files.createSymbolicLink(home.resolve("jdk"), Path.of(System.getProperty("java.home")));
    Jar jar =
        new Jar(home)
            .env("HOME", home.toString())
            .jvm("-Duser.home=" + home, "-Duser.name=markeruser", "-Djava.io.tmpdir=" + folder);
    String[] options = {
      "-jvm", home + "/jdk/bin/java", "-jvmArgs", "-Dx=" + home + "/x -Dy=/data/markeruser/y"
    };
    Jar.Ended ended =
        jar.run(
            Stream.of(with("cpu.Prime", "-p", "limit=1000", "-o", "out.log"), options)
                .flatMap(Stream::of)
                .toArray(String[]::new));
    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(home.resolve("out.log")).content().doesNotContain("markeruser");
    assertThat(home.resolve("out.json"))
        .content()
        .doesNotContain("markeruser")
        .contains("\"~/jdk/bin/java\"", "\"-Dx=~/x\"", "\"-Dy=/data/USER/y\"");
    assertThat(jar.run("quick", "--benchmarks", "Prime|RandomFile", "--out", "run").exit())
        .isZero();
    try (Stream<Path> kept = Files.walk(home.resolve("run"))) {
      assertThat(kept.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(file).content().doesNotContain("markeruser"));
    }
  }

  @Test
  void benchmarkThatBreaksOffAfterItsFirstIterationHasFailed() throws Exception {
    Path far = Files.createDirectory(folder.resolve("far"));
    Process server = new Jar(far).start("serve", "--port", "0");
    Jar.await(server, () -> Files.readString(far.resolve("stdout")).endsWith("\n"));
    String line = Files.readString(far.resolve("stdout")).strip();
    String port = line.substring(line.lastIndexOf(' ') + 1);
    Process run =
        new Jar(folder)
            .start(
                ("net.TcpRr -p port=" + port + " -p host=127.0.0.1 -f 1 -wi 0 -i 60 -r 1s")
                    .split(" "));
    Jar.await(run, () -> new Jar(folder).printed("stdout").contains("Iteration   2"));
    server.destroyForcibly();

    assertThat(run.waitFor(Jar.MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(ExitCode.FAILED);
    assertThat(new Jar(folder).printed("stderr")).contains("TcpRr.exchange", "failed: ");
  }

  @Test
  void refusesInOneLineWhatIsNoOptionAndWhatMatchesNothing() {
    Jar.Ended option = new Jar(folder).run("-zz");
    assertThat(option.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(option.err().lines()).hasSize(1);

    Jar.Ended nothing = new Jar(folder).run("NoSuchBenchmark");
    assertThat(nothing.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(nothing.err().lines()).containsExactly("tare: no benchmark matches; -l lists them");
  }

  @Test
  void interruptedRunKeepsWhatWasFinishedAndLeavesNoFork() throws Exception {
    Process run =
        new Jar(folder)
            .start(
                "cpu.Prime",
                "-p",
                "limit=1000,2000",
                "-f",
                "1",
                "-wi",
                "0",
                "-i",
                "1",
                "-r",
                "2s",
                "-rf",
                "json",
                "-rff",
                "out.json");
    Jar.await(run, this::saved);
    List<ProcessHandle> forks = run.descendants().toList();
    run.destroy();
    assertThat(run.waitFor(Jar.MOST_SECONDS, TimeUnit.SECONDS)).isTrue();

    assertThat(run.exitValue()).isNotZero();
    assertThat(results()).hasSize(1);
    assertThat(new Jar(folder).printed("stderr")).contains("interrupted; what was finished is in");
    Jar.awaitEnd(forks);
  }

  @Test
  void forkDiesWithARunThatIsKilled() throws Exception {
    Process run =
        new Jar(folder).start("cpu.Prime", "-f", "1", "-wi", "0", "-i", "1000", "-r", "1s");
    // The fork ties itself to its host as its first iteration begins.
    Jar.await(run, () -> new Jar(folder).printed("stdout").contains("Iteration   2"));
    List<ProcessHandle> forks = run.descendants().toList();
    assertThat(forks).isNotEmpty();
    run.destroyForcibly();
    Jar.awaitEnd(forks);
  }

  @Test
  void twoRunsAtOnceSaySo() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Process first =
        new Jar(other).start("cpu.Prime", "-f", "1", "-wi", "0", "-i", "1", "-r", "100s");
    Jar.await(first, () -> new Jar(other).printed("stdout").contains("# Fork"));
    Jar.Ended second = new Jar(folder).jvm("-Djava.io.tmpdir=" + other).run(with("cpu.Prime"));
    List<ProcessHandle> forks = first.descendants().toList();
    first.destroyForcibly().waitFor();
    Jar.awaitEnd(forks);

    assertThat(second.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(second.err().lines()).hasSize(1);
    assertThat(second.err()).contains("another run has this machine");
  }

  @Test
  void noArgumentGivesAnOverviewAndMeasuresNothing() {
    Jar.Ended ended = new Jar(folder).run();
    assertThat(ended.exit()).isZero();
    assertThat(ended.out()).contains("quick").contains("facts").doesNotContain("Iteration");
  }

  @Test
  @Tag("full")
  void forksOnJdk25PrintNoWarning() throws IOException {
    Path jdk = newest();
    Jar.Ended ended = new Jar(folder).java(jdk).run(with("cpu.Prime", "kernel.Syscall"));
    assertThat(ended.exit()).isZero();
    assertNoForkWarns(ended);
    assertThat(results()).hasSize(2);

    Jar.Ended across =
        new Jar(folder).run(with("cpu.Prime", "-jvm", jdk.resolve("bin/java").toString()));
    assertThat(across.exit()).isZero();
    assertNoForkWarns(across);
    assertThat(results().at("/0/jdkVersion").asText()).startsWith("25");
  }

  /**
   * The host's own JVM, which no flag reaches behind {@code java -jar}, may warn once of JMH's use
   * of Unsafe: one line that names JMH's Utils. A fork's warning would be there a second time.
   */
  private static void assertNoForkWarns(Jar.Ended ended) {
    assertThat(ended.out()).doesNotContain("WARNING:");
    assertThat(ended.err().lines().filter(line -> line.contains("has been called")))
        .allMatch(
            line -> line.contains("org.openjdk.jmh.util.Utils") || line.contains("deprecated"))
        .hasSizeLessThanOrEqualTo(2);
    assertThat(ended.err()).doesNotContain("native-access").doesNotContain("jna");
  }

  private static Path newest() throws IOException {
    try (Stream<Path> jdks = Files.list(Path.of("/usr/lib/jvm"))) {
      List<Path> found =
          jdks.filter(jdk -> jdk.getFileName().toString().contains("25"))
              .filter(jdk -> Files.isExecutable(jdk.resolve("bin/java")))
              .toList();
      assumeThat(found).as("a JDK 25 under /usr/lib/jvm").isNotEmpty();
      return found.get(0);
    }
  }

  private boolean saved() throws IOException {
    Path file = folder.resolve("out.json");
    return Files.exists(file) && Files.size(file) > 0;
  }
}
