package dev.tare.cli;

import dev.tare.bench.capture.Barrier;
import dev.tare.bench.run.BarrierFormat;
import dev.tare.bench.run.Catalogue;
import dev.tare.bench.run.Finished;
import dev.tare.bench.run.IterationFormat;
import dev.tare.bench.run.OneRun;
import dev.tare.bench.run.ParamValues;
import dev.tare.bench.run.RunListener;
import dev.tare.bench.run.RunLock;
import dev.tare.bench.run.SameJvm;
import dev.tare.bench.run.SavedRun;
import dev.tare.experiment.Timing;
import dev.tare.experiment.TrialEvent;
import dev.tare.experiment.TrialPlan;
import dev.tare.proc.MemoryKills;
import dev.tare.proc.ProcFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Makes a trial: one run of JMH for each benchmark, and an event for all that happens. */
final class TrialRun {
  private static final List<String> FILES =
      List.of("out.json", "out.json.part", "out.hlog", "hold");

  private final TrialPlan plan;
  private final Path data;
  private final InputStream in;
  private final TrialPipe events;
  private final PrintStream console = System.err;
  private boolean failed;

  /**
   * @param data the folder that disk benchmarks measure; null for their own choice
   * @param in its end is the end of the trial; a line lets a fork pass the barrier
   */
  TrialRun(TrialPlan plan, Path data, InputStream in, TrialPipe events) {
    this.plan = plan;
    this.data = data;
    this.in = in;
    this.events = events;
  }

  /**
   * @return the exit code
   */
  int measure() throws IOException {
    List<OneRun> runs = runs();
    checkAlone();
    if (data != null) {
      System.setProperty("tare.data", data.toString());
    }
    Path folder = Files.createTempDirectory("tare-trial");
    Path hold = folder.resolve("hold");
    // After a trial that is ended by its launcher: the folder was there first, so it goes last.
    folder.toFile().deleteOnExit();
    FILES.forEach(name -> folder.resolve(name).toFile().deleteOnExit());
    try (ParentMonitor launcher = ParentMonitor.watch(in, hold);
        ForkOutput toConsole = new ForkOutput(console)) {
      events.tell(new TrialEvent.Planned(runs.stream().map(OneRun::runId).toList()));
      if (plan.facts()) {
        events.tellFacts(data == null ? Path.of("/data") : data, Map.of());
      }
      for (OneRun run : runs) {
        measure(run, folder, hold);
      }
      launcher.finish(events);
    } finally {
      for (String name : FILES) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.deleteIfExists(folder);
    }
    return failed ? ExitCode.FAILED : ExitCode.DONE;
  }

  private List<OneRun> runs() {
    List<String> without = plan.bombs() ? List.of() : List.of(Catalogue.BOMBS);
    List<ParamValues> params = plan.params().stream().map(ParamValues::parse).toList();
    List<OneRun> all = Catalogue.runs(plan.benchmarks(), without, params, plan.threads());
    if (all.isEmpty()) {
      throw new UsageFailure(
          "--benchmarks " + plan.benchmarks() + ": " + Catalogue.noneMatches(plan.benchmarks()));
    }
    return all.stream()
        .map(run -> plan.timing().shots().isPresent() ? run.ofFixedWork() : run)
        .filter(run -> !plan.skip().contains(run.runId()))
        .toList();
  }

  private static void checkAlone() throws IOException {
    try {
      RunLock.check();
    } catch (RunnerException e) {
      throw new CommandFailure(e.getMessage());
    }
  }

  private void measure(OneRun run, Path folder, Path hold) throws IOException {
    String id = run.runId();
    Path results = folder.resolve("out.json");
    Path latencies = folder.resolve("out.hlog");
    Files.deleteIfExists(results);
    Files.deleteIfExists(latencies);
    events.tell(new TrialEvent.Started(id));
    if (plan.barrier()) {
      Files.writeString(hold, "");
    }
    OptionalLong before = MemoryKills.count(ProcFiles.system());
    Optional<String> failure;
    try (StillWorking telling =
        StillWorking.telling(Catalogue.takesLong(run.benchmark()), id, events)) {
      List<Finished> ended =
          new SavedRun(
                  options(run, hold),
                  format(id),
                  results,
                  ResultFormatType.JSON,
                  new RunListener() {},
                  console)
              .run();
      failure = ended.stream().map(Finished::failure).filter(why -> why != null).findFirst();
    } catch (RunnerException | IOException e) {
      failure = Optional.of(String.valueOf(e.getMessage()));
    }
    failed |= failure.isPresent();
    events.tell(
        new TrialEvent.Ended(
            id, failure.map(why -> reason(why, before)), text(results, "[]"), text(latencies, "")));
  }

  /** A fork that was killed cannot say why; the group that it ran in counts it. */
  private static String reason(String failure, OptionalLong before) {
    OptionalLong after = MemoryKills.count(ProcFiles.system());
    boolean killed = before.isPresent() && after.orElse(0) > before.getAsLong();
    return killed ? "killed for its memory: " + failure : failure;
  }

  private Options options(OneRun run, Path hold) {
    Timing timing = plan.timing();
    // Given explicitly, or JMH hands this process's own flags on to the forks.
    List<String> flags = new ArrayList<>(SameJvm.flags(plan.processors()));
    flags.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    if (data != null) {
      flags.add("-Dtare.data=" + data);
    }
    if (plan.barrier()) {
      flags.add("-D" + Barrier.PROPERTY + "=" + hold);
    }
    flags.addAll(plan.jvmArgs());
    ChainedOptionsBuilder options = run.options();
    timing
        .shots()
        .ifPresentOrElse(
            n -> options.warmupBatchSize(n).measurementBatchSize(n),
            () -> Catalogue.operations(run).ifPresent(options::operationsPerInvocation));
    if (Catalogue.takesLong(run.benchmark())) {
      options.timeout(TimeValue.days(1));
    }
    boolean once = timing.shots().isEmpty() && Catalogue.isOnce(run.benchmark());
    return options
        .forks(1)
        .jvmArgs(flags.toArray(String[]::new))
        .warmupIterations(once ? 0 : timing.warmups())
        .warmupTime(TimeValue.milliseconds(timing.warmupMs()))
        .measurementIterations(once ? 1 : timing.iterations())
        .measurementTime(TimeValue.milliseconds(timing.iterationMs()))
        .build();
  }

  private OutputFormat format(String id) {
    // JMH closes what it prints to.
    PrintStream unclosed =
        new PrintStream(console, true, StandardCharsets.UTF_8) {
          @Override
          public void close() {
            flush();
          }
        };
    OutputFormat jmh =
        new IterationFormat(
            OutputFormatFactory.createFormatInstance(unclosed, VerboseMode.NORMAL),
            (number, score, unit) -> events.tell(new TrialEvent.Iterated(id, number, score, unit)));
    return plan.barrier()
        ? new BarrierFormat(jmh, () -> events.tell(new TrialEvent.Ready(id)))
        : jmh;
  }

  private static String text(Path file, String absent) throws IOException {
    return Files.exists(file) ? Files.readString(file) : absent;
  }
}
