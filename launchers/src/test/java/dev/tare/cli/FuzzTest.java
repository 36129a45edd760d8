package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.launch.Layers;
import dev.tare.launch.StackSyntax;
import dev.tare.result.Facts;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Damaged inputs: each is taken, or refused in one line with exit 2; there is no other way. The
 * seed of an input that shows otherwise is in the message; {@code -Dtare.fuzz.seed=N} begins with
 * it.
 */
@Tag("full")
@Execution(ExecutionMode.CONCURRENT)
class FuzzTest {
  private static final long SEED =
      Long.getLong("tare.fuzz.seed", System.currentTimeMillis() / 1000 * 1_000_000);
  private static final Duration EACH = Duration.ofSeconds(Long.getLong("tare.fuzz.seconds", 20));
  private static final Path JMH = Path.of("..", "results", "src", "test", "resources", "jmh");
  private static final List<String> STACKS =
      List.of(
          "bare",
          "docker",
          "kvm/docker",
          "ssh(host=b,port=22)/docker",
          "docker(network=host,cpuset=0-1,memory=2g)",
          "kvm(machine=microvm,vcpus=2,memory=2g,net=tap,vhost=on,offload=off,accel=tcg)/lxc(cpus=1)");

  @TempDir Path temp;

  /** Tries seed after seed, for its time. */
  private static void each(LongConsumer attempt) {
    Instant end = Instant.now().plus(EACH);
    for (long seed = SEED; Instant.now().isBefore(end); seed++) {
      try {
        attempt.accept(seed);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("-Dtare.fuzz.seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private static void refusedOrTaken(String... words) {
    refusedOr(said -> assertThat(said).isEmpty(), words);
  }

  /** What of a run is damaged is named, by its file, and the rest is shown. */
  private static void refusedOrShown(Path run, String... words) {
    refusedOr(
        said -> assertThat(said.lines()).allMatch(line -> line.startsWith("tare: " + run + "/")),
        words);
  }

  private static void refusedOr(Consumer<String> taken, String... words) {
    Terminal terminal = new Terminal();
    int exit = terminal.run(words);
    String said = String.join(" ", words) + " said\n" + terminal.err();
    assertThat(exit).as(said).isIn(ExitCode.DONE, ExitCode.USAGE);
    if (exit == ExitCode.DONE) {
      taken.accept(terminal.err());
    } else {
      assertThat(terminal.err().lines()).as(said).hasSize(1);
    }
  }

  @Test
  @Timeout(600)
  void resultsOfJmh() throws IOException {
    List<byte[]> originals;
    try (Stream<Path> all = Files.list(JMH)) {
      originals =
          all.filter(file -> file.toString().contains(".json"))
              .sorted()
              .map(FuzzTest::bytes)
              .toList();
    }
    Path good = Files.write(temp.resolve("good.json"), originals.get(0));
    Path file = temp.resolve("mutated.json");
    each(
        seed -> {
          Mutations mutations = new Mutations(seed);
          write(file, mutations.of(originals.get(mutations.below(originals.size()))));
          switch (mutations.below(4)) {
            case 0 -> refusedOrTaken("diff", good.toString(), file.toString());
            case 1 -> refusedOrTaken("report", "--format", "csv", file.toString());
            case 2 -> refusedOrTaken("report", "--format", "md", good.toString(), file.toString());
            default -> refusedOrTaken("report", file.toString(), "-o", temp + "/page.html");
          }
        });
  }

  @Test
  @Timeout(600)
  void runFolders() throws IOException {
    Path run = run();
    List<Path> files;
    try (Stream<Path> all = Files.walk(run)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    Map<Path, byte[]> originals = new TreeMap<>();
    files.forEach(file -> originals.put(file, bytes(file)));
    each(
        seed -> {
          Mutations mutations = new Mutations(seed);
          originals.forEach(FuzzTest::write);
          Path file = files.get(mutations.below(files.size()));
          write(file, mutations.of(originals.get(file)));
          switch (mutations.below(4)) {
            case 0 -> refusedOrShown(run, "diff", run + ":bare", run + ":docker");
            case 1 -> refusedOrShown(run, "report", "--format", "md", run.toString());
            case 2 -> refusedOrShown(run, "report", "--format", "json", run.toString());
            default -> goneOnWith(run);
          }
        });
  }

  /** Resumes as far as that goes without an environment. */
  @Command
  private record Resume(Path run) implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
      RunFolder folder = RunPlace.begun("matrix", run.toString());
      PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream());
      DamagedTrials.mend(folder, false, nowhere);
      return ExitCode.DONE;
    }
  }

  private static void goneOnWith(Path run) {
    Terminal terminal = new Terminal();
    CommandLine resumes = new CommandLine(new Resume(run));
    resumes.setExecutionExceptionHandler(Tare.commandLine().getExecutionExceptionHandler());
    int exit = terminal.run(resumes);
    assertThat(exit).as(terminal.err()).isIn(ExitCode.DONE, ExitCode.USAGE);
    assertThat(terminal.err().lines()).as(terminal.err()).hasSize(exit == ExitCode.DONE ? 0 : 1);
  }

  private Path run() throws IOException {
    Path path = temp.resolve("run");
    List<ScheduledTrial> schedule =
        List.of(
            ScheduledTrial.planned(0, 1, "bare"),
            ScheduledTrial.planned(1, 1, "docker"),
            ScheduledTrial.planned(2, 2, "docker"),
            ScheduledTrial.planned(3, 2, "bare"));
    RunFolder run =
        RunFolder.create(
            path,
            RunDocument.planned(
                "run",
                Instant.EPOCH,
                1,
                Map.of("verb", "matrix"),
                Facts.of(Map.of("cpu.model", "X")),
                schedule));
    for (String stack : Set.of("bare", "docker")) {
      run.facts(stack, Facts.of(Map.of("cpu.model", "X", "layers.stack", stack)));
    }
    for (ScheduledTrial slot : schedule) {
      run.save(slot.slot(), JMH.resolve(slot.block() == 1 ? "avgt.json" : "thrpt.json"));
      run.done(slot.slot(), Map.of("x.Y.z:avgt:t1", "failed"));
    }
    run.finish(Instant.EPOCH.plusSeconds(1));
    return path;
  }

  @Test
  @Timeout(600)
  void stacks() {
    StackSyntax syntax = new StackSyntax(Layers.standard());
    each(
        seed -> {
          Mutations mutations = new Mutations(seed);
          byte[] original =
              STACKS.get(mutations.below(STACKS.size())).getBytes(StandardCharsets.UTF_8);
          String text = new String(mutations.of(original), StandardCharsets.UTF_8);
          try {
            String canonical = syntax.parse(text).text();
            assertThat(syntax.parse(canonical).text()).isEqualTo(canonical);
          } catch (IllegalArgumentException e) {
            assertThat(e).isExactlyInstanceOf(IllegalArgumentException.class);
            assertThat(e.getMessage().lines()).as(text).hasSize(1);
          }
        });
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
