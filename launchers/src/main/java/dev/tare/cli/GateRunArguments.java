package dev.tare.cli;

import dev.tare.launch.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /** Whether anything was asked for that only a run has. */
  boolean isGiven() {
    return baseline != null
        || candidate != null
        || baselineJar != null
        || candidateJar != null
        || !baselineJvmArgs.isEmpty()
        || !candidateJvmArgs.isEmpty();
  }

  int looks() {
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

  /** Refuses a jar that cannot be measured with before anything is done. */
  void checkJars() {
    if (baselineJar != null) {
      MeasuringJar.checked("--baseline-jar", baselineJar);
    }
    if (candidateJar != null) {
      MeasuringJar.checked("--candidate-jar", candidateJar);
    }
  }

  Path baselineJar() {
    return jar("--baseline-jar", baselineJar);
  }

  Path candidateJar() {
    return jar("--candidate-jar", candidateJar);
  }

  List<String> baselineJvmArgs() {
    return baselineJvmArgs;
  }

  List<String> candidateJvmArgs() {
    return candidateJvmArgs;
  }

  private static Path jar(String option, Path given) {
    return given == null ? MeasuringJar.own() : MeasuringJar.checked(option, given);
  }
}
