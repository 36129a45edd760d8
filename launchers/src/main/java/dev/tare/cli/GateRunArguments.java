package dev.tare.cli;

import dev.tare.launch.Stack;
import dev.tare.stats.TopUp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code gate --run}: what the two sides are. */
final class GateRunArguments {
  @Option(names = "--run", description = "Measure both sides now, in turn, on this host.")
  private boolean run;

  @Option(
      names = "--baseline",
      paramLabel = "STACK",
      description = "Where the baseline is measured, such as 'docker(image=NAME)' (default: bare).")
  private String baseline;

  @Option(
      names = "--candidate",
      paramLabel = "STACK",
      description = "Where the candidate is measured (default: as the baseline).")
  private String candidate;

  @Option(
      names = "--baseline-jar",
      paramLabel = "JAR",
      description = "What the baseline is measured with (default: this jar).")
  private Path baselineJar;

  @Option(
      names = "--candidate-jar",
      paramLabel = "JAR",
      description = "What the candidate is measured with (default: this jar).")
  private Path candidateJar;

  @Option(
      names = "--baseline-jvm-arg",
      paramLabel = "FLAG",
      description = "A flag of the baseline's JVMs; may be repeated.")
  private List<String> baselineJvmArgs = new ArrayList<>();

  @Option(
      names = "--candidate-jvm-arg",
      paramLabel = "FLAG",
      description = "A flag of the candidate's JVMs; may be repeated.")
  private List<String> candidateJvmArgs = new ArrayList<>();

  @Option(
      names = "--looks",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "How often it is looked at what the forks tell, 1 to 4: after each but"
              + " the last, what is inconclusive gets 5 forks more a side (default: 4).")
  private int looks;

  @Mixin private JudgeArguments measured;

  boolean isRun() {
    return run;
  }

  /** Refuses what is not 1 to 4. */
  int looks() {
    if (looks < 1 || looks > TopUp.LOOKS) {
      throw new CommandFailure(ExitCode.USAGE, "--looks " + looks + ": 1 to " + TopUp.LOOKS);
    }
    return looks;
  }

  JudgeArguments measured() {
    return measured;
  }

  Stack baselineStack() {
    return JudgeArguments.stack("--baseline", baseline == null ? Stack.BARE : baseline);
  }

  Stack candidateStack() {
    return candidate == null ? baselineStack() : JudgeArguments.stack("--candidate", candidate);
  }

  /** Absent: the one that runs. Refuses what cannot be measured with. */
  Optional<String> baselineJar() {
    return jar("--baseline-jar", baselineJar);
  }

  Optional<String> candidateJar() {
    return jar("--candidate-jar", candidateJar);
  }

  List<String> baselineJvmArgs() {
    return baselineJvmArgs;
  }

  List<String> candidateJvmArgs() {
    return candidateJvmArgs;
  }

  private static Optional<String> jar(String option, Path given) {
    return Optional.ofNullable(given).map(jar -> MeasuringJar.checked(option, jar).toString());
  }
}
