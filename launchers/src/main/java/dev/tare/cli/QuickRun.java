package dev.tare.cli;

import dev.tare.bench.run.Catalogue;
import dev.tare.bench.run.Finished;
import dev.tare.bench.run.SameJvm;
import dev.tare.bench.run.SavedRun;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunFolder;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Trials this place block by block, each benchmark one fork a block, into one run folder. */
final class QuickRun {
  private static final String HERE = "bare";

  private final Profile profile;
  private final List<String> benchmarks;
  private final long forks;
  private final MeasuredRun kept;
  private final PrintWriter err;
  private final Map<String, Finished> failed = new LinkedHashMap<>();
  private boolean measured;

  QuickRun(
      Profile profile, List<String> benchmarks, long forks, MeasuredRun kept, PrintWriter err) {
    this.profile = profile;
    this.benchmarks = benchmarks;
    this.forks = forks;
    this.kept = kept;
    this.err = err;
  }

  /**
   * Tells how many there will be.
   *
   * @throws CommandFailure where one of them matches no benchmark
   */
  static long forks(Profile profile, List<String> benchmarks) {
    WorkChoice.checkAllMatch(benchmarks);
    int runs = Catalogue.runs(benchmarks, List.of(Catalogue.BOMBS), profile.params(), 1).size();
    return (long) runs * profile.blocks();
  }

  /**
   * @return the benchmarks that failed, each once
   */
  List<Finished> measure() throws IOException {
    RunFolder run = create();
    Thread hook = new Thread(() -> interrupted(run), "merge what is finished");
    Runtime.getRuntime().addShutdownHook(hook);
    try (RunProgress progress = RunProgress.ofForks("quick", forks, err);
        OutputStream log = new FileOutputStream(run.console(HERE).toFile(), true);
        PrintStream console = new PrintStream(log, true, StandardCharsets.UTF_8)) {
      for (ScheduledTrial slot : run.document().schedule()) {
        trial(run, slot, console, progress);
      }
    }
    run.finish(Instant.now());
    Runtime.getRuntime().removeShutdownHook(hook);
    return List.copyOf(failed.values());
  }

  /** Tells whether any benchmark gave a result. */
  boolean hasResults() {
    return measured;
  }

  private void trial(RunFolder run, ScheduledTrial slot, PrintStream console, RunProgress progress)
      throws IOException {
    OutputFormat jmh = OutputFormatFactory.createFormatInstance(console, VerboseMode.NORMAL);
    Path results = run.trial(slot.slot());
    Map<String, String> failures = new LinkedHashMap<>();
    try (ForkOutput toLog = new ForkOutput(console)) {
      SavedRun trial =
          new SavedRun(options(), jmh, results, ResultFormatType.JSON, progress, console);
      for (Finished benchmark : trial.run()) {
        measured |= !benchmark.forks().isEmpty();
        if (!benchmark.isComplete()) {
          failures.put(benchmark.runId(), benchmark.failure());
          failed.putIfAbsent(benchmark.runId(), benchmark);
        }
      }
      run.save(slot.slot(), results);
      run.done(slot.slot(), failures);
    } catch (RunnerException e) {
      run.without(slot.slot(), ScheduledTrial.Status.FAILED, String.valueOf(e.getMessage()));
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }

  /** Ctrl-C, or a kill: the trial that it cut short is merged as far as it came. */
  private void interrupted(RunFolder run) {
    for (ScheduledTrial slot : run.document().schedule()) {
      Path results = run.trial(slot.slot());
      if (slot.status() == ScheduledTrial.Status.PLANNED && Files.exists(results)) {
        try {
          run.save(slot.slot(), results);
          run.without(slot.slot(), ScheduledTrial.Status.FAILED, "interrupted");
        } catch (IOException e) {
          err.println("tare: " + results + " is not merged: " + e.getMessage());
        }
      }
    }
    kept.sayInterrupted();
  }

  private RunFolder create() throws IOException {
    List<ScheduledTrial> schedule =
        IntStream.range(0, profile.blocks())
            .mapToObj(b -> ScheduledTrial.planned(b, b + 1, HERE))
            .toList();
    Map<String, String> plan =
        Map.of(
            "verb",
            "quick",
            "profile",
            profile.name(),
            "benchmarks",
            String.join(", ", benchmarks));
    RunFolder run = kept.folder(plan, schedule).orElseThrow();
    run.facts(HERE, run.document().host());
    return run;
  }

  private Options options() {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .exclude(Catalogue.BOMBS)
            .forks(1)
            .jvmArgsAppend(
                SameJvm.flags(Runtime.getRuntime().availableProcessors()).toArray(String[]::new))
            .warmupIterations(profile.warmups())
            .warmupTime(TimeValue.milliseconds(profile.warmupMs()))
            .measurementIterations(profile.iterations())
            .measurementTime(TimeValue.milliseconds(profile.iterationMs()));
    benchmarks.forEach(options::include);
    profile
        .params()
        .forEach(given -> options.param(given.name(), given.values().toArray(String[]::new)));
    return options.build();
  }
}
