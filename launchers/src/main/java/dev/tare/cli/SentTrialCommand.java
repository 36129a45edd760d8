package dev.tare.cli;

import dev.tare.experiment.CommandTrial;
import dev.tare.experiment.JarTrial;
import dev.tare.experiment.SentTrial;
import dev.tare.result.io.BadInput;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Measures with any JMH jar, or times a command, inside an environment, and tells through a pipe as
 * a trial does.
 */
@Command(
    name = SentTrial.VERB,
    hidden = true,
    description = {
      "Measures here with any JMH jar, or times a command, for a launcher that looks in from outside.",
      "",
      "Each benchmark, or all runs of the command together, is one fork. What they print goes to"
          + " standard error.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar trial-of '{\"jar\":\"any.jar\", ...}' < /dev/tty",
      "",
      "Exit: 0 done; 2 the jar ran no benchmark, or there is no such program; 5 a benchmark or the"
          + " command failed, the jar was silent, or it could not be written.",
    })
final class SentTrialCommand extends Verb {
  @Parameters(
      arity = "1..*",
      paramLabel = "JSON",
      description = "The trial, as a launcher writes it; in pieces where it is long.")
  private List<String> pieces;

  @Override
  public Integer call() throws Exception {
    TrialPipe events = new TrialPipe(out());
    try {
      SentTrial trial = SentTrial.parse(String.join("", pieces));
      return trial instanceof JarTrial jar
          ? new JarTrialRun(jar, System.in, events).measure()
          : new CommandTrialRun((CommandTrial) trial, System.in, events).measure();
    } catch (BadInput | IllegalArgumentException e) {
      throw new UsageFailure(e.getMessage());
    }
  }
}
