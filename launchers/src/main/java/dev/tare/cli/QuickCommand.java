package dev.tare.cli;

import dev.tare.bench.run.Catalogue;
import dev.tare.bench.run.Failures;
import dev.tare.bench.run.Finished;
import dev.tare.bench.run.ParamValues;
import dev.tare.bench.run.SameJvm;
import dev.tare.bench.run.SavedRun;
import dev.tare.compare.Calibrations;
import dev.tare.experiment.BenchmarkWork;
import dev.tare.experiment.Timing;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** Measures this place, once over, and leaves a complete run folder. */
@Command(
    name = "quick",
    modelTransformer = QuickCommand.Fewer.class,
    description = {
      "Measures this place: every benchmark but bombs and programs, in about three minutes.",
      "",
      "Leaves a run folder with the raw data, the latencies and the facts of this" + " place.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar quick",
      "  java -jar target/benchmarks.jar quick --benchmarks 'cpu|kernel' --out here",
      "",
      "Exit: 0 done; 2 usage, or no benchmark matches; 5 a benchmark failed, or it could"
          + " not be written.",
    })
final class QuickCommand extends Verb {
  private static final String NAME = "quick";
  private static final String HERE = "bare";

  private final ParameterOptions<BenchmarkWork> options =
      new ParameterOptions<>(BenchmarkWork.class);

  @Mixin
  private CommandSpec benchmarks =
      options.mixin(
          "--benchmarks",
          "Which benchmarks, as JMH matches them; may be repeated (default: all but bombs"
              + " and programs).");

  @Mixin private ExtentOptions extent;

  @Mixin private RunOptions place;

  @Mixin private FormatOption format;

  private final Map<String, Finished> failed = new LinkedHashMap<>();
  private boolean measured;
  private volatile boolean measuring;

  /** Leaves out what is for runs that have an order, and are gone on with. */
  static final class Fewer implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec verb) {
      return RunOptions.without(verb, "--blocks", "--seed", "--dry-run", "--resume");
    }
  }

  @Override
  public Integer call() throws Exception {
    List<String> asked = options.parameters().benchmarks();
    List<String> chosen = asked.isEmpty() ? List.of(Catalogue.PROBES) : asked;
    long forks = forks(chosen);
    try (MeasuredRun kept = new MeasuredRun(NAME, place, MeasuredRun.Machine.JMH, out(), err())) {
      if (kept.measure(() -> measure(chosen, forks, kept))) {
        kept.report()
            .show(RunReader.readWithLatencies(kept.path()), Calibrations.NONE, List.of(), format);
      }
      Failures.lines(List.copyOf(failed.values())).forEach(line -> err().println("tare: " + line));
      return failed.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  /**
   * Tells how many there will be.
   *
   * @throws CommandFailure where one of them matches no benchmark
   */
  private long forks(List<String> chosen) {
    WorkChoice.checkAllMatch(chosen);
    List<ParamValues> params = extent.profile().params();
    int runs = Catalogue.runs(chosen, List.of(Catalogue.BOMBS), params, 1).size();
    return (long) runs * extent.blocks();
  }

  /**
   * Trials this place block by block, each benchmark one fork a block, into one run folder.
   *
   * @return whether any benchmark gave a result
   */
  private boolean measure(List<String> chosen, long forks, MeasuredRun kept) throws IOException {
    RunFolder run = create(chosen, kept);
    Cleanup.closing(
        () -> {
          if (measuring) {
            cutShort(run, "interrupted");
          }
        });
    measuring = true;
    try (RunProgress progress = RunProgress.ofForks(NAME, forks, err());
        OutputStream log = new FileOutputStream(run.console(HERE).toFile(), true);
        PrintStream console = new PrintStream(log, true, StandardCharsets.UTF_8)) {
      for (ScheduledTrial slot : run.document().schedule()) {
        trial(run, slot, options(chosen), console, progress);
      }
      run.finish(Instant.now());
    } catch (IOException e) {
      if (!Cleanup.hasBegun()) {
        cutShort(run, CommandFailure.reason(e));
      }
      throw e;
    } finally {
      measuring = measuring && Cleanup.hasBegun();
    }
    return measured;
  }

  private void trial(
      RunFolder run,
      ScheduledTrial slot,
      Options options,
      PrintStream console,
      RunProgress progress)
      throws IOException {
    OutputFormat jmh = OutputFormatFactory.createFormatInstance(console, VerboseMode.NORMAL);
    Path results = run.trial(slot.slot());
    Map<String, String> failures = new LinkedHashMap<>();
    try (ForkOutput toLog = new ForkOutput(console)) {
      SavedRun trial =
          new SavedRun(options, jmh, results, ResultFormatType.JSON, progress, console);
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

  /** The trial that was cut short is merged as far as it came. */
  private void cutShort(RunFolder run, String why) {
    Optional<ScheduledTrial> cut =
        run.document().schedule().stream()
            .filter(slot -> slot.status() == ScheduledTrial.Status.PLANNED)
            .findFirst();
    if (cut.isEmpty()) {
      return;
    }
    int slot = cut.get().slot();
    Path results = run.trial(slot);
    try {
      if (Files.exists(results)) {
        run.save(slot, results);
      }
      run.without(slot, ScheduledTrial.Status.FAILED, why);
    } catch (IOException e) {
      err().println("tare: " + results + " is not merged: " + e.getMessage());
    }
  }

  private RunFolder create(List<String> chosen, MeasuredRun kept) throws IOException {
    List<ScheduledTrial> schedule =
        IntStream.range(0, extent.blocks())
            .mapToObj(b -> ScheduledTrial.planned(b, b + 1, HERE))
            .toList();
    Map<String, String> plan =
        Map.of(
            "verb", NAME,
            "profile", extent.profile().name(),
            "benchmarks", String.join(", ", chosen));
    RunFolder run = kept.folder(plan, UnaryOperator.identity(), schedule).orElseThrow();
    run.facts(HERE, run.document().host());
    return run;
  }

  private Options options(List<String> chosen) {
    Timing timing = extent.profile().timing();
    ChainedOptionsBuilder jmh =
        new OptionsBuilder()
            .exclude(Catalogue.BOMBS)
            .forks(1)
            .jvmArgsAppend(
                SameJvm.flags(Runtime.getRuntime().availableProcessors()).toArray(String[]::new))
            .warmupIterations(timing.warmups())
            .warmupTime(TimeValue.milliseconds(timing.warmupMs()))
            .measurementIterations(timing.iterations())
            .measurementTime(TimeValue.milliseconds(timing.iterationMs()));
    chosen.forEach(jmh::include);
    extent
        .profile()
        .params()
        .forEach(given -> jmh.param(given.name(), given.values().toArray(String[]::new)));
    return jmh.build();
  }
}
