package dev.tare.cli;

import static java.util.stream.Collectors.groupingBy;

import dev.tare.bench.app.CommandWords;
import dev.tare.compare.CompareOptions;
import dev.tare.experiment.CommandWork;
import dev.tare.experiment.HashedFile;
import dev.tare.experiment.JarWork;
import dev.tare.experiment.OwnJar;
import dev.tare.experiment.TrialWork;
import dev.tare.experiment.judge.Sides;
import dev.tare.result.Fork;
import dev.tare.result.Replicate;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Refuses to judge a thing against itself: a job that is set up so is green whatever happens.
 *
 * @param allowed whether that is what somebody wants to see
 */
record SameTwice(boolean allowed) {
  static final String ALLOW = "--allow-same";

  private static final String REMEDY = "; " + ALLOW + " judges it all the same";

  void refuse(String why) {
    if (!allowed) {
      throw new UsageFailure(why + REMEDY);
    }
  }

  /**
   * Refuses results that are the same, whatever their files are called and in whatever order, and
   * those of which a part is: what is on both sides hides what became of the rest.
   *
   * @param options which benchmarks are looked at
   * @param shared files that both sides have
   */
  void check(List<String> names, Run a, Run b, CompareOptions options, Collection<Path> shared) {
    if (allowed) {
      return;
    }
    String both = String.join(" and ", names);
    Map<SeriesKey, List<Series>> ofB = b.series().stream().collect(groupingBy(SameTwice::key));
    List<Series[]> pairs =
        a.series().stream()
            .flatMap(
                one ->
                    ofB.getOrDefault(key(one), List.of()).stream()
                        .filter(other -> one.conditions().equals(other.conditions()))
                        .map(other -> new Series[] {one, other}))
            .toList();
    boolean whole = !pairs.isEmpty() && a.series().size() == b.series().size();
    if (whole && pairs.stream().filter(SameTwice::isSame).count() == a.series().size()) {
      refuse(both + " hold the same results, to the last digit");
    }
    if (!shared.isEmpty()) {
      refuse(both + " both have " + shared.iterator().next());
    }
    List<String> forks =
        pairs.stream()
            .filter(pair -> isLookedAt(pair[0], options))
            .flatMap(pair -> common(pair[0], pair[1]))
            .toList();
    if (!forks.isEmpty()) {
      String more = forks.size() > 1 ? " and " + (forks.size() - 1) + " more" : "";
      refuse(both + " have forks in common, to the last digit: " + forks.get(0) + more);
    }
  }

  /** Returns where an environment does not count: a file of a run is the run. */
  private static SeriesKey key(Series series) {
    return series.key().withEnvironment(Optional.empty());
  }

  /** Nodes of a fleet are no forks: one that was not measured again may be on both sides. */
  private static boolean isLookedAt(Series series, CompareOptions options) {
    return series.key().isPrimary()
        && series.replicate() == Replicate.FORK
        && options.filter().map(name -> name.matcher(series.key().runId()).find()).orElse(true);
  }

  private static boolean isSame(Series[] pair) {
    return iterations(pair[0]).equals(iterations(pair[1]));
  }

  private static List<?> iterations(Series series) {
    return series.forks().stream().map(Fork::iterations).toList();
  }

  private static Stream<String> common(Series a, Series b) {
    Map<Double, List<Fork>> ofB =
        b.forks().stream().collect(groupingBy(fork -> fork.iterations().get(0).value()));
    return a.forks().stream()
        .flatMap(
            fork ->
                ofB.getOrDefault(fork.iterations().get(0).value(), List.of()).stream()
                    .filter(fork::isAgain)
                    .limit(1)
                    .map(
                        other ->
                            "%s (fork %s is fork %s)"
                                .formatted(a.key().runId(), fork.name(), other.name())));
  }

  void check(Sides.Asked a, Sides.Asked b) {
    if (!allowed
        && a.stack().equals(b.stack())
        && a.limits().equals(b.limits())
        && a.jvmArgs().equals(b.jvmArgs())
        && content(a.work()).equals(content(b.work()))
        && (a.jar().equals(b.jar()) || content(a.jar()).equals(content(b.jar())))) {
      refuse(
          "--run: nothing differs between the sides; --candidate, --candidate-jvm-arg,"
              + " --candidate-jar, --candidate-command or --baseline-rev makes a difference, and"
              + " selftest measures the same twice");
    }
  }

  /** Returns a jar by what is in it, whatever it is called; a command by its words. */
  private static Object content(TrialWork work) {
    if (work instanceof CommandWork command && !command.shell()) {
      return CommandWords.of(command.command());
    }
    return work instanceof JarWork jar ? List.of(jar.jar().sha256(), jar.options()) : work;
  }

  private static String content(Optional<String> jar) {
    try {
      return jar.isPresent()
          ? HashedFile.of(Path.of(jar.get())).sha256()
          : OwnJar.running().sha256();
    } catch (IOException e) {
      throw CommandFailure.of(e);
    }
  }
}
