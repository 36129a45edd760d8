package dev.tare.cli;

import dev.tare.launch.Stack;
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
      names = "--env",
      paramLabel = "STACK",
      description = "Where both are measured, such as 'docker(cpus=1)' (default: bare).")
  private String both;

  @Option(
      names = "--baseline",
      paramLabel = "STACK",
      description = "Where the baseline is measured, such as 'docker(image=NAME)'.")
  private String baseline;

  @Option(
      names = "--candidate",
      paramLabel = "STACK",
      description = "Where the candidate is measured (default: as the baseline).")
  private String candidate;

  @Option(
      names = "--baseline-jar",
      paramLabel = "JAR",
      description =
          "What the baseline is measured with: any JMH jar, JMH's own options after --, or another"
              + " build of this one (default: this jar).")
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
  List<String> baselineJvmArgs = new ArrayList<>();

  @Option(
      names = "--candidate-jvm-arg",
      paramLabel = "FLAG",
      description = "A flag of the candidate's JVMs; may be repeated.")
  List<String> candidateJvmArgs = new ArrayList<>();

  @Mixin RevisionOptions revisions;

  @Mixin CommandOptions commands;

  @Mixin EffortOptions effort;

  @Mixin JudgeArguments measured;

  @Mixin RunOptions place;

  boolean isRun() {
    return run || place.resume().isPresent();
  }

  void refuseIdle(String why, String... options) {
    place.typed().refuse(why, options);
  }

  /** Refuses what is of this suite's benchmarks: what anybody else runs takes its own time. */
  void refuseProfile() {
    if (effort.hasBudget() || measured.hasBlocks()) {
      refuseIdle("here: of jars and commands it says the blocks, which are settled", "--profile");
    }
  }

  /** Refuses two kinds of sides at once, and what has no effect beside something else. */
  void check() {
    commands.check();
    revisions.check();
    boolean jars = baselineJar != null || candidateJar != null;
    int kinds = (commands.areGiven() ? 1 : 0) + (revisions.areGiven() ? 1 : 0) + (jars ? 1 : 0);
    if (kinds > 1) {
      throw new UsageFailure("jars, commands and revisions: a gate compares two of one kind");
    }
    if (baseline != null) {
      refuseIdle("with --baseline, which holds for both where --candidate is not said", "--env");
    }
    if (effort.hasBudget()) {
      refuseIdle("with --budget, which lays out the blocks itself", "--blocks");
    }
    if (commands.areGiven()) {
      refuseIdle("on commands", "--benchmarks", "--baseline-jvm-arg", "--candidate-jvm-arg");
      refuseProfile();
    }
  }

  /** Tells whether the sides have other environments, or other flags of the JVM. */
  boolean differOtherwise() {
    return !baselineStack().text().equals(candidateStack().text())
        || !baselineJvmArgs.equals(candidateJvmArgs);
  }

  Stack baselineStack() {
    String usual = both == null ? Stack.BARE : both;
    return baseline == null
        ? JudgeArguments.stack("--env", usual)
        : JudgeArguments.stack("--baseline", baseline);
  }

  Stack candidateStack() {
    return candidate == null ? baselineStack() : JudgeArguments.stack("--candidate", candidate);
  }

  GateSides.Jars jars() {
    return new GateSides.Jars(
        Optional.ofNullable(baselineJar).map(jar -> GateSides.Named.given("--baseline-jar", jar)),
        Optional.ofNullable(candidateJar)
            .map(jar -> GateSides.Named.given("--candidate-jar", jar)));
  }
}
