package dev.tare.cli;

import dev.tare.bench.run.Catalogue;
import dev.tare.bench.run.JmhJar;
import dev.tare.bench.run.UserPaths;
import dev.tare.experiment.BenchmarkWork;
import dev.tare.experiment.HashedFile;
import dev.tare.experiment.JarWork;
import dev.tare.experiment.TrialWork;
import dev.tare.experiment.judge.Side;
import dev.tare.experiment.judge.Sides;
import dev.tare.launch.Stack;
import dev.tare.result.Facts;
import dev.tare.result.Nearest;
import dev.tare.result.io.CommandSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Describes what the two sides of a gate run: benchmarks of ours, of any JMH jar, or commands.
 *
 * @param jmh JMH's own options
 */
record GateSides(GateRunArguments arguments, List<String> jmh, Jars jars) {
  private static final Duration USUAL_SILENCE = Duration.ofMinutes(10);

  /**
   * Is a jar as messages and results call it.
   *
   * @param name the option and what the user gave to it
   * @param known facts of where it is measured, which tell it from the other
   */
  record Named(String name, Path path, Map<String, String> known) {
    static Named given(String option, Path jar) {
      return new Named(option + " " + jar, jar, Map.of(Facts.JAR, UserPaths.kept(jar.toString())));
    }

    private String checked() {
      MeasuringJar.checkReadable(name, path);
      return path.toAbsolutePath().normalize().toString();
    }
  }

  /**
   * The jars that are measured.
   *
   * @param baseline absent: the one that runs
   */
  record Jars(Optional<Named> baseline, Optional<Named> candidate) {
    private boolean areAnybodys() {
      return Stream.of(baseline, candidate)
          .flatMap(Optional::stream)
          .anyMatch(jar -> !MeasuringJar.isOurs(jar.path()));
    }
  }

  /**
   * Refuses, in one line, what cannot be measured, and what would have no effect on it.
   *
   * @param foreseen is told what will be measured
   */
  List<Sides.Asked> of(List<Stack> stacks, Consumer<Foreseen> foreseen) {
    if (arguments.commands.areGiven()) {
      refuseJmhOptions();
      foreseen.accept(new Foreseen(Set.of(CommandSeries.runId()), Set.of()));
      List<Sides.Asked> sides = both(arguments.commands.works(arguments.effort.limit()), false);
      // What another environment has, only it can say.
      if (isBare(stacks)) {
        arguments.commands.checkHere();
      }
      return sides;
    }
    if (jars.areAnybodys() || !jmh.isEmpty()) {
      refuseWhatIsOurs();
      OneJar baseline = one("--baseline-jar", jars.baseline());
      OneJar candidate = one("--candidate-jar", jars.candidate());
      checkParams(baseline, candidate);
      if (isBare(stacks)) {
        after("-jvm").forEach(GateSides::checkJvm);
      }
      foreseen.accept(OneJar.foreseen(baseline, candidate));
      return both(List.of(baseline.work(), candidate.work()), false);
    }
    arguments.refuseIdle("on this suite's benchmarks, which end by themselves", "--time-limit");
    JudgeArguments measured = arguments.measured;
    BenchmarkWork work = measured.work(measured.benchmarks(Catalogue.PROBES), stacks);
    foreseen.accept(WorkChoice.foreseen(work));
    return both(List.of(work, work), true);
  }

  /** Refuses options that no JMH jar can be given, before there is one. */
  static void checkOptions(List<String> jmh) {
    UsageFailure.checked("", () -> JmhJar.checkOptions(jmh));
  }

  /** Refuses one of the jars, in one line, before the other is there. */
  void check(Named jar) {
    jar.checked();
    if (!jmh.isEmpty() || !MeasuringJar.isOurs(jar.path())) {
      refuseWhatIsOurs();
      one(jar);
    }
  }

  private void refuseWhatIsOurs() {
    arguments.refuseIdle("on any JMH jar: its own options say which, after --", "--benchmarks");
    arguments.refuseProfile();
  }

  private static boolean isBare(List<Stack> stacks) {
    return stacks.stream().allMatch(stack -> stack.text().equals(Stack.BARE));
  }

  private void refuseJmhOptions() {
    if (!jmh.isEmpty()) {
      throw new UsageFailure("-- " + jmh.get(0) + ": JMH's options are for jars");
    }
  }

  /** A jar of anybody's, and what of it is measured, where it tells. */
  private record OneJar(JarWork work, Optional<JmhJar.Extent> extent, boolean measuresMore) {
    private static final Set<String> METRICS = new TreeSet<>(Set.of("score", "p50", "p99"));

    static Foreseen foreseen(OneJar... sides) {
      Set<String> runs = new TreeSet<>();
      boolean any = false;
      for (OneJar side : sides) {
        if (side.extent().isEmpty()) {
          return new Foreseen(Set.of(), Set.of());
        }
        runs.addAll(side.extent().get().runs());
        any |= side.measuresMore() || side.extent().get().profiled();
      }
      return new Foreseen(runs, any ? Set.of() : METRICS);
    }
  }

  /** JMH goes by the default where it is given a value of what no benchmark has. */
  private void checkParams(OneJar baseline, OneJar candidate) {
    if (baseline.extent().isEmpty() || candidate.extent().isEmpty()) {
      return;
    }
    Set<String> known = new TreeSet<>(baseline.extent().get().params());
    known.addAll(candidate.extent().get().params());
    for (String given : after("-p")) {
      String name = given.split("=", 2)[0];
      if (!known.contains(name)) {
        throw new UsageFailure(
            "-- -p %s: no benchmark of these has a parameter %s%s"
                .formatted(given, name, Nearest.asked(name, known)));
      }
    }
  }

  private static void checkJvm(String jvm) {
    Path file = Path.of(jvm);
    if (file.isAbsolute() && !(Files.isRegularFile(file) && Files.isExecutable(file))) {
      throw new UsageFailure("-- -jvm " + jvm + ": no program that can be run");
    }
  }

  private List<String> after(String option) {
    return IntStream.range(1, jmh.size())
        .filter(i -> jmh.get(i - 1).equals(option))
        .mapToObj(jmh::get)
        .toList();
  }

  private OneJar one(String option, Optional<Named> given) {
    return one(
        given.orElseThrow(
            () ->
                new UsageFailure(
                    "any JMH jar, and JMH's options, take both jars: " + option + " is missing")));
  }

  private OneJar one(Named given) {
    Path file = given.path();
    try {
      given.checked();
      JmhJar jar = JmhJar.read(file);
      Optional<JmhJar.Extent> extent = jar.extent(jmh);
      JarWork work =
          new JarWork(
              HashedFile.of(file),
              jmh,
              Set.of(),
              extent.map(JmhJar.Extent::forks).orElse(0),
              extent.map(JmhJar.Extent::seconds).orElse(0.0),
              arguments.effort.limit().orElse(USUAL_SILENCE).toMillis());
      return new OneJar(work, extent, jar.measuresMore());
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(given.name() + ": " + e.getMessage());
    } catch (IOException e) {
      throw new UsageFailure(given.name() + ": cannot be read (" + CommandFailure.reason(e) + ")");
    }
  }

  /**
   * @param works of the baseline and of the candidate
   * @param shipped whether the jars make the trials themselves
   */
  private List<Sides.Asked> both(List<? extends TrialWork> works, boolean shipped) {
    return List.of(
        side(Side.BASELINE, works.get(0), shipped), side(Side.CANDIDATE, works.get(1), shipped));
  }

  private Sides.Asked side(String name, TrialWork work, boolean shipped) {
    boolean baseline = name.equals(Side.BASELINE);
    Stack stack = baseline ? arguments.baselineStack() : arguments.candidateStack();
    Optional<Named> jar = baseline ? jars.baseline() : jars.candidate();
    return new Sides.Asked(
        name,
        stack.text(),
        arguments.measured.limits(),
        jar.filter(one -> shipped).map(Named::checked),
        baseline ? arguments.baselineJvmArgs : arguments.candidateJvmArgs,
        work,
        jar.map(Named::known).orElse(Map.of()));
  }
}
