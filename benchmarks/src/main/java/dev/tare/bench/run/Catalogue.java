package dev.tare.bench.run;

import dev.tare.bench.capture.AtMostSeconds;
import dev.tare.bench.capture.NeedsPack;
import dev.tare.bench.capture.Once;
import dev.tare.bench.capture.TakesLong;
import dev.tare.result.Nearest;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks of this jar, and the runs that a choice of them comes to. */
public final class Catalogue {
  /** Holds what is left out where bombs are not meant. */
  public static final String BOMBS = "dev\\.tare\\.bench\\.bomb\\.";

  /**
   * Holds what is measured where nothing is chosen: all but programs, which take long or a pack.
   */
  public static final String PROBES = "^dev\\.tare\\.bench\\.(?!app\\.)";

  private Catalogue() {}

  /**
   * Every run of a choice, in a fixed order.
   *
   * @param includes regular expressions, as JMH matches them
   * @param excludes the same, of what is left out
   * @param params values in place of the benchmarks' own
   * @param threads JMH's {@code -t}
   * @return empty where nothing matches
   */
  public static List<OneRun> runs(
      List<String> includes, List<String> excludes, List<ParamValues> params, int threads) {
    List<OneRun> runs = new ArrayList<>();
    for (BenchmarkListEntry entry :
        BenchmarkList.defaultList().find(silent(), includes, excludes)) {
      for (SortedMap<String, String> one : combinations(values(entry, params))) {
        runs.add(new OneRun(entry.getUsername(), entry.getMode(), one, threads));
      }
    }
    return List.copyOf(runs);
  }

  /**
   * Tells how many operations one invocation of each benchmark is, by full name; 1 where unsaid.
   */
  public static SortedMap<String, Integer> operations() {
    SortedMap<String, Integer> operations = new TreeMap<>();
    for (BenchmarkListEntry entry :
        BenchmarkList.defaultList().find(silent(), List.of(".*"), List.of())) {
      operations.put(entry.getUsername(), entry.getOperationsPerInvocation().orElse(1));
    }
    return operations;
  }

  /** Tells how many it is at a run's low rate; absent where it is as many as elsewhere. */
  public static OptionalInt operations(OneRun run) {
    AtMostSeconds most = type(run.benchmark()).getAnnotation(AtMostSeconds.class);
    long come =
        most == null ? 0 : most.value() * Long.parseLong(run.params().getOrDefault("rate", "0"));
    return come > 0 && come < operations().get(run.benchmark())
        ? OptionalInt.of((int) come)
        : OptionalInt.empty();
  }

  /**
   * The packs of software that some benchmarks run programs of.
   *
   * @param benchmarks by full name
   */
  public static List<String> packs(List<String> benchmarks) {
    Set<String> packs = new TreeSet<>();
    for (String benchmark : benchmarks) {
      NeedsPack needs = type(benchmark).getAnnotation(NeedsPack.class);
      packs.addAll(needs == null ? List.of() : List.of(needs.value()));
    }
    return List.copyOf(packs);
  }

  /**
   * Tells whether an operation is so long that a fork is one of it.
   *
   * @param benchmark by full name
   */
  public static boolean isOnce(String benchmark) {
    return type(benchmark).isAnnotationPresent(Once.class);
  }

  /**
   * Tells whether an operation may take minutes, and has its own limit of time.
   *
   * @param benchmark by full name
   */
  public static boolean takesLong(String benchmark) {
    return type(benchmark).isAnnotationPresent(TakesLong.class);
  }

  /** Returns what a run's benchmark states about how long it takes. */
  public static StatedTime stated(OneRun run) {
    return StatedTime.of(type(run.benchmark()), run.params());
  }

  private static Class<?> type(String benchmark) {
    String name = benchmark.substring(0, benchmark.lastIndexOf('.'));
    try {
      return Class.forName(name, false, Catalogue.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(benchmark + " is no benchmark of this jar", e);
    }
  }

  /**
   * Returns the first of a choice that matches nothing by itself: others must not hide it.
   *
   * @param includes as {@link #runs} takes them
   * @param excludes the same, of what is left out
   */
  public static Optional<String> idle(List<String> includes, List<String> excludes) {
    return includes.stream()
        .filter(one -> runs(List.of(one), excludes, List.of(), 1).isEmpty())
        .findFirst();
  }

  /** Says that nothing matches, and what may have been meant. */
  public static String noneMatches(List<String> includes) {
    return noneMatches(includes, List.of());
  }

  /**
   * Says the same where other names than benchmarks' would do as well.
   *
   * @param others those names
   */
  public static String noneMatches(List<String> includes, List<String> others) {
    return noneOf(
        includes, Stream.concat(others.stream(), operations().keySet().stream()).toList());
  }

  /** Returns the same of other benchmarks, by their full names. */
  static String noneOf(List<String> includes, Collection<String> benchmarks) {
    Set<String> names = Nearest.parts(benchmarks);
    return "no benchmark matches; -l lists them"
        + includes.stream()
            .map(one -> Nearest.asked(one, names))
            .filter(asked -> !asked.isEmpty())
            .findFirst()
            .orElse("");
  }

  static Map<String, List<String>> values(BenchmarkListEntry entry, List<ParamValues> params) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    if (entry.getParams().hasValue()) {
      entry.getParams().get().forEach((name, own) -> values.put(name, List.of(own)));
    }
    for (ParamValues given : params) {
      if (values.containsKey(given.name()) && given.isFor(entry.getUsername())) {
        values.put(given.name(), given.values());
      }
    }
    return values;
  }

  static List<SortedMap<String, String>> combinations(Map<String, List<String>> values) {
    List<SortedMap<String, String>> all = List.of(new TreeMap<>());
    for (Map.Entry<String, List<String>> param : values.entrySet()) {
      List<SortedMap<String, String>> longer = new ArrayList<>();
      for (SortedMap<String, String> begun : all) {
        for (String value : param.getValue()) {
          SortedMap<String, String> one = new TreeMap<>(begun);
          one.put(param.getKey(), value);
          longer.add(one);
        }
      }
      all = longer;
    }
    return all;
  }

  static OutputFormat silent() {
    return OutputFormatFactory.createFormatInstance(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        VerboseMode.SILENT);
  }
}
