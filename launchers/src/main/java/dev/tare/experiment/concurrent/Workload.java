package dev.tare.experiment.concurrent;

import dev.tare.bench.disk.FileSize;
import dev.tare.bench.run.Catalogue;
import dev.tare.bench.run.OneRun;
import dev.tare.bench.run.ParamCheck;
import dev.tare.bench.run.ParamValues;
import dev.tare.experiment.ForkTime;
import dev.tare.experiment.Timing;
import dev.tare.experiment.TrialPlan;
import dev.tare.result.SeriesKey;
import dev.tare.service.Service;
import dev.tare.service.Services;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A benchmark that several environments run at the same time.
 *
 * @param word as it was asked for: the name of a server, or of a benchmark
 * @param name the benchmark's full name
 */
public record Workload(String word, String name) {
  private static final String OPTION = "--workload ";
  private static final String OURS = "dev.tare.bench.";

  private static final String SIZE = "size";

  /** Are buffered, as in Chaufournier 2016 and Dhar 2016, where nobody says otherwise. */
  private static final Set<String> BUFFERED =
      Set.of("disk.FilebenchRandomRw", "disk.SysbenchFileIo");

  /** Benchmarks whose score is another figure than their time. */
  private static final Map<String, String> METRICS =
      Map.of("dev.tare.bench.memory.Stream.pass", "bandwidth");

  /** Several that are pinned alike would share two CPUs, however many there are. */
  public static final List<String> UNPINNED =
      Stream.of("app", "net").map(kind -> "-Dtare." + kind + ".cpus=none").toList();

  /**
   * Finds the one that is meant.
   *
   * @param word the name of a server, which stands for its load, or of a benchmark
   * @param params of benchmarks
   * @throws IllegalArgumentException in one line, where there is none, or more than one run
   */
  public static Workload of(String word, List<String> params) {
    List<String> loads = loading(word);
    List<OneRun> found =
        runs(loads.isEmpty() ? word : "^" + loads.get(0).replace(".", "\\.") + "$", params);
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          OPTION + word + ": " + Catalogue.noneMatches(List.of(word), servers()) + orServers());
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          OPTION
              + word
              + ": is "
              + found.size()
              + " runs; name one, such as "
              + found.get(0).runId());
    }
    return new Workload(word, found.get(0).benchmark());
  }

  /** Returns the benchmarks that load a server of that name; none where there is none. */
  public static List<String> loading(String server) {
    return Services.named(server).isEmpty()
        ? List.of()
        : runs("^dev\\.tare\\.bench\\.app\\.", List.of()).stream()
            .map(OneRun::benchmark)
            .filter(name -> Catalogue.packs(List.of(name)).contains(server))
            .distinct()
            .toList();
  }

  /** Returns the names of the servers that stand for their loads. */
  public static List<String> servers() {
    return Services.all().stream().map(Service::name).toList();
  }

  /** Says which they are, to end a line with. */
  public static String orServers() {
    return "; a server stands for its load: " + String.join(", ", servers());
  }

  private static List<OneRun> runs(String word, List<String> params) {
    List<ParamValues> values = params.stream().map(ParamValues::parse).toList();
    return Catalogue.runs(List.of(word), List.of(Catalogue.BOMBS), values, 1);
  }

  /**
   * Refuses a parameter that none of some benchmarks has, with which JMH would measure the default,
   * and a value that one does not take.
   *
   * @param benchmarks as JMH matches them; there may be none
   * @throws IllegalArgumentException in one line, with the nearest name
   */
  public static void check(List<String> benchmarks, List<String> params) {
    List<ParamValues> own = params.stream().map(ParamValues::parse).toList();
    // JMH takes no name for every name.
    List<OneRun> runs =
        benchmarks.isEmpty()
            ? List.of()
            : Catalogue.runs(benchmarks, List.of(Catalogue.BOMBS), own, 1);
    own.stream()
        .flatMap(one -> ParamCheck.wrong(one, runs).stream())
        .findFirst()
        .ifPresent(
            line -> {
              throw new IllegalArgumentException(line);
            });
  }

  /**
   * Refuses the same, and more than one value: a trial is one run.
   *
   * @throws IllegalArgumentException in one line
   */
  public static void checkOne(List<String> benchmarks, List<String> params) {
    check(benchmarks, params);
    for (String param : params) {
      if (ParamValues.parse(param).values().size() > 1) {
        throw new IllegalArgumentException(
            "-p " + param + ": takes one value here; a comma of its own is written \\,");
      }
    }
  }

  /** Returns its name in results, however it was asked for: {@code app.Redis}. */
  public String label() {
    return name.substring(OURS.length(), name.lastIndexOf('.'));
  }

  /** Returns a regular expression for the benchmark's full name. */
  public String benchmark() {
    return name.replace(".", "\\.");
  }

  boolean isScore(SeriesKey key) {
    return key.metric().equals(METRICS.getOrDefault(name, SeriesKey.PRIMARY)) && isOwn(key);
  }

  boolean isOwn(SeriesKey key) {
    return key.benchmark().equals(name);
  }

  /** Tells whether it writes a file. */
  public boolean usesDisk() {
    return name.startsWith(OURS + "disk.");
  }

  /**
   * Returns the size of the file that it writes, bytes; 0 where it writes none.
   *
   * @param params as {@link #trial} takes them: the last that tells counts
   */
  public long fileBytes(List<String> params) {
    return params.stream()
        .map(ParamValues::parse)
        .filter(one -> usesDisk() && one.name().equals(SIZE) && one.isFor(name))
        .mapToLong(one -> FileSize.of(one.values().get(0)).bytes())
        .reduce(0, (before, last) -> last);
  }

  /** Returns those of its parameters that are not as the benchmark has them by itself. */
  public List<String> params() {
    return BUFFERED.contains(label()) ? List.of("direct=false") : List.of();
  }

  /** Estimates how long a fork of it takes, s. */
  public double seconds(Timing timing, List<String> params) {
    return ForkTime.mean(List.of(benchmark()), params, timing);
  }

  /** Returns the packs of software that it runs programs of. */
  public List<String> packs() {
    return Catalogue.packs(List.of(name));
  }

  /**
   * Returns what each of them runs: unpinned, up to a barrier.
   *
   * @param processors that its JVM is told to have, from 1
   */
  public TrialPlan trial(Timing timing, int processors, List<String> params) {
    return TrialPlan.of(List.of(benchmark()), timing, processors)
        .withParams(params)
        .withJvmArgs(UNPINNED)
        .withBarrier(true);
  }
}
