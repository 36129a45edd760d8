package dev.tare.cli;

import dev.tare.bench.run.ParamValues;
import dev.tare.experiment.Timing;
import dev.tare.experiment.TrialPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Describes what a launcher runs inside an environment: measures there, and tells through a pipe.
 */
@Command(
    name = "trial",
    hidden = true,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures here for a launcher that looks in from outside, such as matrix.",
      "",
      "Each benchmark is one fork. Standard output is one JSON document a line: the"
          + " facts of this place, each benchmark as it starts, and as it ends with JMH's own"
          + " JSON and its latencies. What JMH prints goes to standard error. Ends when"
          + " standard input does: nobody listens any more.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar trial --benchmarks cpu.Prime < /dev/tty",
      "",
      "Exit: 0 done; 2 usage, or no benchmark matches; 5 a benchmark failed, or it could"
          + " not be written.",
    })
final class TrialCommand implements Callable<Integer> {
  @Option(
      names = "--benchmarks",
      paramLabel = "REGEX",
      converter = RegexText.class,
      required = true,
      description = "Which benchmarks, as JMH matches them; may be repeated.")
  private List<String> benchmarks = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "quick",
      description = "quick, standard or paper; each time and count can be given in its place.")
  private Profile profile;

  @Option(names = "--warmups", paramLabel = "N", description = "Warm-up iterations.")
  private Integer warmups;

  @Option(names = "--warmup-ms", paramLabel = "MS", description = "The length of each.")
  private Integer warmupMs;

  @Option(names = "--iterations", paramLabel = "N", description = "Measured iterations.")
  private Integer iterations;

  @Option(names = "--iteration-ms", paramLabel = "MS", description = "The length of each.")
  private Integer iterationMs;

  @Option(
      names = "--shots",
      paramLabel = "N",
      description =
          "Work of fixed size: every iteration is N invocations, and its time"
              + " the score, whatever the benchmark's own mode.")
  private Integer shots;

  @Option(
      names = "-p",
      paramLabel = "NAME=VALUE",
      description =
          "A parameter's value, or several with commas; may be repeated."
              + " REGEX:NAME=VALUE is for the benchmarks that match only.")
  private List<String> params = new ArrayList<>();

  @Option(
      names = "--skip",
      paramLabel = "RUN",
      description = "A run that is not repeated, as the events call it; may be repeated.")
  private Set<String> skip = new TreeSet<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "JMH's -t (default: 1).")
  private int threads;

  @Option(
      names = "--processors",
      paramLabel = "N",
      description = "What every fork's JVM is told to have (default: what there is).")
  private Integer processors;

  @Option(
      names = "--jvm-arg",
      paramLabel = "FLAG",
      description = "One more flag of the forks, written --jvm-arg=FLAG; may be repeated.")
  private List<String> jvmArgs = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder that disk benchmarks measure (default: /data, or what will do).")
  private Path data;

  @Option(
      names = "--barrier",
      description =
          "Each fork, once warm, waits before its first measured iteration: the"
              + " event ready comes, and any line on standard input lets it go on.")
  private boolean barrier;

  @Option(names = "--bombs", description = "Bombs run too, where they match.")
  private boolean bombs;

  @Option(names = "--no-facts", description = "Without the facts of this place.")
  private boolean withoutFacts;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    return new TrialRun(
            UsageFailure.unlessRefused(this::plan),
            data,
            System.in,
            new TrialPipe(spec.commandLine().getOut()))
        .measure();
  }

  private TrialPlan plan() {
    params.forEach(ParamValues::parse);
    Timing own = profile.timing();
    Timing timing =
        new Timing(
            warmups == null ? own.warmups() : warmups,
            warmupMs == null ? own.warmupMs() : warmupMs,
            iterations == null ? own.iterations() : iterations,
            iterationMs == null ? own.iterationMs() : iterationMs,
            shots == null ? OptionalInt.empty() : OptionalInt.of(shots));
    int cpus = processors == null ? Runtime.getRuntime().availableProcessors() : processors;
    return new TrialPlan(
        benchmarks, timing, params, skip, threads, cpus, jvmArgs, barrier, !withoutFacts, bombs);
  }
}
