package dev.tare.cli;

import dev.tare.bench.run.Catalogue;
import dev.tare.bench.run.Failures;
import dev.tare.bench.run.Finished;
import dev.tare.compare.Calibrations;
import dev.tare.result.io.RunReader;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures this place, once over, and leaves a complete run folder. */
@Command(
    name = "quick",
    mixinStandardHelpOptions = true,
    description = {
      "Measures this place: every benchmark but the bombs, in at most three minutes.",
      "",
      "Leaves a run folder with the raw data, the latencies and the facts of this" + " place.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar quick",
      "  java -jar target/benchmarks.jar quick --benchmarks 'cpu|kernel' --out here",
      "",
      "Exit: 0 done; 2 usage, or no benchmark matches; 5 a benchmark failed.",
    })
final class QuickCommand implements Callable<Integer> {
  @Option(
      names = "--benchmarks",
      paramLabel = "REGEX",
      split = RegexText.BETWEEN,
      splitSynopsisLabel = ",",
      converter = RegexText.class,
      description =
          "Which benchmarks, as JMH matches them; may be repeated (default: all but bombs"
              + " and programs).")
  private List<String> benchmarks = new ArrayList<>();

  @Mixin private ProfileOption profile;

  @Mixin private FolderOption folder;

  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<String> chosen = benchmarks.isEmpty() ? List.of(Catalogue.PROBES) : benchmarks;
    long forks = QuickRun.forks(profile.profile(), chosen);
    try (MeasuredRun kept = MeasuredRun.here("quick", folder, out, err)) {
      QuickRun run = new QuickRun(profile.profile(), chosen, forks, kept, err);
      List<Finished> failed = kept.measure(run::measure);
      if (run.hasResults()) {
        kept.report()
            .show(RunReader.readWithLatencies(kept.path()), Calibrations.NONE, List.of(), format);
      }
      Failures.lines(failed).forEach(line -> err.println("tare: " + line));
      return failed.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }
}
