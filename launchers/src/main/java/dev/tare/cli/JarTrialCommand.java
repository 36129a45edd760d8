package dev.tare.cli;

import dev.tare.experiment.JarTrial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs anybody's JMH jar inside an environment, and tells through a pipe as a trial does. */
@Command(
    name = JarTrial.VERB,
    hidden = true,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures here with any JMH jar, for a launcher that looks in from outside.",
      "",
      "Each benchmark is one fork. What the jar prints goes to standard error.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar trial-jar --jar any.jar -- MyBench < /dev/tty",
      "",
      "Exit: 0 done; 2 the jar ran no benchmark; 5 a benchmark failed, or the jar was silent.",
    })
final class JarTrialCommand implements Callable<Integer> {
  @Option(names = "--jar", paramLabel = "JAR", required = true, description = "The jar.")
  private Path jar;

  @Option(
      names = "--silence-ms",
      paramLabel = "MS",
      defaultValue = "600000",
      description = "How long it may print nothing, before it is ended.")
  private long silenceMs;

  @Option(
      names = "--without",
      paramLabel = "BENCHMARK",
      description = "A benchmark that is left out, by its full name; may be repeated.")
  private List<String> without = new ArrayList<>();

  @Option(
      names = "--skip",
      paramLabel = "RUN",
      description = "A run of which nothing is told, as the events call it; may be repeated.")
  private Set<String> skip = new TreeSet<>();

  @Option(
      names = "--jvm-arg",
      paramLabel = "FLAG",
      description = "One more flag of the forks, written --jvm-arg=FLAG; may be repeated.")
  private List<String> jvmArgs = new ArrayList<>();

  @Option(names = "--no-facts", description = "Without the facts of this place.")
  private boolean withoutFacts;

  @Parameters(paramLabel = "OPTION", arity = "0..*", description = "JMH's own, after --.")
  private List<String> options = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    JarTrial trial =
        new JarTrial(
            jar.toString(),
            jar.toString(),
            options,
            new TreeSet<>(without),
            jvmArgs,
            skip,
            !withoutFacts,
            Duration.ofMillis(silenceMs));
    return new JarTrialRun(trial, System.in, spec.commandLine().getOut()).measure();
  }
}
