package dev.tare.cli;

import dev.tare.bench.run.Catalogue;
import dev.tare.bench.run.OneRun;
import dev.tare.bench.run.ParamCheck;
import dev.tare.bench.run.ParamValues;
import dev.tare.experiment.BenchmarkWork;
import dev.tare.experiment.Processors;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Chooses what trials run: the benchmarks that match, and what depends on the machine. */
final class WorkChoice {
  /** Holds what a guest has where nothing else is asked for. */
  private static final long GUEST_BYTES = 1L << 30;

  private static final String KVM = "kvm";

  private static final Pattern OF_PLACES = Pattern.compile(".*\\.disk\\.(CopyUp|SmallFiles)\\..*");

  private WorkChoice() {}

  /**
   * Returns what is run.
   *
   * @param benchmarks as JMH matches them
   * @param own parameters of the user's; they count more than the profile's
   * @param stacks of all environments: what depends on the machine is the same for all
   */
  static BenchmarkWork of(
      List<String> benchmarks,
      Profile profile,
      List<String> own,
      Limits limits,
      List<Stack> stacks) {
    List<String> params = new ArrayList<>();
    profile.params().forEach(given -> params.add(given.text()));
    params.addAll(own);
    List<OneRun> runs = runs(benchmarks, params);
    own.forEach(param -> UsageFailure.refuse("", ParamCheck.wrong(ParamValues.parse(param), runs)));
    params.addAll(0, MachineParams.of(runs, leastMemory(limits, stacks)));
    return new BenchmarkWork(
        benchmarks,
        params,
        runs.size(),
        Processors.of(limits, stacks),
        Catalogue.packs(runs.stream().map(OneRun::benchmark).toList()));
  }

  /** Tells whether they all ask of the place that files are in. */
  static boolean isOfPlaces(List<String> benchmarks) {
    List<OneRun> runs = Catalogue.runs(benchmarks, List.of(Catalogue.BOMBS), List.of(), 1);
    return !runs.isEmpty()
        && runs.stream().allMatch(run -> OF_PLACES.matcher(run.benchmark()).matches());
  }

  private static List<OneRun> runs(List<String> benchmarks, List<String> params) {
    List<ParamValues> values =
        UsageFailure.unlessRefused(() -> params.stream().map(ParamValues::parse).toList());
    checkAllMatch(benchmarks);
    return Catalogue.runs(benchmarks, List.of(Catalogue.BOMBS), values, 1);
  }

  /** Returns what will come of it: figures of this suite that are judged, or may be. */
  static Foreseen foreseen(BenchmarkWork work) {
    Set<String> runs =
        runs(work.benchmarks(), work.params()).stream()
            .map(OneRun::runId)
            .collect(Collectors.toSet());
    Set<String> metrics = new LinkedHashSet<>(Set.of("score"));
    Metrics.all().stream()
        .map(Metric::name)
        .filter(Metrics::isJudgedOnRequest)
        .forEach(metrics::add);
    return new Foreseen(runs, metrics);
  }

  /** Refuses what matches no benchmark, also beside others that do. */
  static void checkAllMatch(List<String> benchmarks) {
    UsageFailure.refuse(
        "--benchmarks ",
        Catalogue.idle(benchmarks, List.of(Catalogue.BOMBS))
            .map(idle -> idle + ": " + whyIdle(idle)));
  }

  private static String whyIdle(String benchmark) {
    return Catalogue.idle(List.of(benchmark), List.of()).isEmpty()
        ? "a bomb; isolate --neighbour runs it, within bounds"
        : Catalogue.noneMatches(List.of(benchmark));
  }

  private static OptionalLong leastMemory(Limits limits, List<Stack> stacks) {
    long least = limits.memoryBytes().orElse(Long.MAX_VALUE);
    for (Stack stack : stacks) {
      for (Stack.Step step : stack.steps()) {
        boolean guest = step.layer().name().equals(KVM) && limits.memoryBytes().isEmpty();
        least = Math.min(least, step.limits().memoryBytes().orElse(guest ? GUEST_BYTES : least));
      }
    }
    return least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least);
  }
}
