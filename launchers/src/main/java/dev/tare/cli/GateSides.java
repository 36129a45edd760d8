package dev.tare.cli;

import dev.tare.bench.run.JmhJar;
import dev.tare.experiment.HashedFile;
import dev.tare.experiment.JarWork;
import dev.tare.experiment.VisitWork;
import dev.tare.experiment.judge.Side;
import dev.tare.experiment.judge.Sides;
import dev.tare.launch.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the two sides of a gate run: benchmarks of ours, of any JMH jar, or commands. */
final class GateSides {
  private static final Duration USUAL_SILENCE = Duration.ofMinutes(10);

  private final GateRunArguments arguments;
  private final List<String> jmh;
  private final Jars jars;

  /**
   * The jars that are measured.
   *
   * @param baseline absent: the one that runs
   */
  record Jars(Optional<Path> baseline, Optional<Path> candidate) {
    private boolean areAnybodys() {
      return baseline.filter(jar -> !MeasuringJar.isOurs(jar)).isPresent()
          || candidate.filter(jar -> !MeasuringJar.isOurs(jar)).isPresent();
    }
  }

  /**
   * @param jmh JMH's own options
   */
  GateSides(GateRunArguments arguments, List<String> jmh, Jars jars) {
    this.arguments = arguments;
    this.jmh = jmh;
    this.jars = jars;
  }

  /** Refuses, in one line, what cannot be measured. */
  List<Sides.Asked> of(List<Stack> stacks) {
    if (arguments.commands().areGiven()) {
      refuseJmhOptions();
      return both(
          arguments.commands().baseline(arguments.effort().limit()),
          arguments.commands().candidate(arguments.effort().limit()),
          new Jars(Optional.empty(), Optional.empty()));
    }
    if (jars.areAnybodys() || !jmh.isEmpty()) {
      return both(
          work("--baseline-jar", jars.baseline()),
          work("--candidate-jar", jars.candidate()),
          new Jars(Optional.empty(), Optional.empty()));
    }
    JudgeArguments measured = arguments.measured();
    VisitWork work = measured.work(measured.benchmarks(".*"), stacks);
    return both(work, work, jars);
  }

  private void refuseJmhOptions() {
    if (!jmh.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "-- " + jmh.get(0) + ": JMH's options are for jars");
    }
  }

  private VisitWork work(String option, Optional<Path> given) {
    if (given.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "any JMH jar, and JMH's options, take both jars: " + option + " is missing");
    }
    Path file = given.get();
    try {
      MeasuringJar.checkReadable(option, file);
      Optional<JmhJar.Extent> extent = JmhJar.read(file).extent(jmh);
      return new JarWork(
          HashedFile.of(file),
          jmh,
          Set.of(),
          extent.map(JmhJar.Extent::forks).orElse(0),
          extent.map(JmhJar.Extent::seconds).orElse(0.0),
          arguments.effort().limit().orElse(USUAL_SILENCE).toMillis());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, option + " " + file + ": " + e.getMessage());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE, option + " " + file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  private List<Sides.Asked> both(VisitWork baseline, VisitWork candidate, Jars shipped) {
    return List.of(
        new Sides.Asked(
            Side.BASELINE,
            arguments.baselineStack().text(),
            arguments.measured().limits(),
            shipped.baseline().map(jar -> MeasuringJar.checked("--baseline-jar", jar)),
            arguments.baselineJvmArgs(),
            baseline),
        new Sides.Asked(
            Side.CANDIDATE,
            arguments.candidateStack().text(),
            arguments.measured().limits(),
            shipped.candidate().map(jar -> MeasuringJar.checked("--candidate-jar", jar)),
            arguments.candidateJvmArgs(),
            candidate));
  }
}
