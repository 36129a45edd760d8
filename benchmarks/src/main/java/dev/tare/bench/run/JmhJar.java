package dev.tare.bench.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * A JMH jar of anybody's as its own list of benchmarks describes it: nothing of it is run.
 *
 * @param main its main class; JMH's own, or one that passes JMH's options on
 * @param list the text of its list of benchmarks, as JMH's generators of all versions write it
 * @param measuresMore whether a benchmark has figures of its own beside the score: counters, or the
 *     members of a group
 */
public record JmhJar(String main, String list, boolean measuresMore) {
  private static final String JMH = "org.openjdk.jmh.Main";

  /** Holds what JMH generates for a benchmark. */
  private static final String GENERATED = "_jmhTest.class";

  /** JMH's names for results that are no score, as such a class has them. */
  private static final List<String> MORE =
      List.of("SECONDARY", "org/openjdk/jmh/results/ScalarResult");

  /** Holds what a trial says itself: a fork each, into a file of its own. */
  private static final Set<String> TAKEN = Set.of("-f", "-wf", "-rf", "-rff", "-o");

  /**
   * Describes what a choice of its benchmarks comes to.
   *
   * @param forks how many JVMs a trial starts, one for each set of parameters
   * @param seconds that their iterations take
   * @param runs what they measure, by {@link dev.tare.result.SeriesKey#runId()}
   * @param profiled whether JMH's profilers add figures
   * @param params that the benchmarks have
   */
  public record Extent(
      int forks,
      double seconds,
      SortedSet<String> runs,
      boolean profiled,
      SortedSet<String> params) {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException in one line, where it is no JMH jar
   */
  public static JmhJar read(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      String main =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
      ZipEntry list = jar.getEntry(BenchmarkList.BENCHMARK_LIST.substring(1));
      if (list == null) {
        throw new IllegalArgumentException("not a JMH jar: no META-INF/BenchmarkList in it");
      }
      if (main == null) {
        throw new IllegalArgumentException("it has no main class, which would run JMH");
      }
      checkWhole(jar, manifest);
      try (InputStream content = jar.getInputStream(list)) {
        String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
        return new JmhJar(main, text, measuresMore(jar));
      }
    }
  }

  /** Only the jar is brought to where it is measured, not what lies beside it. */
  private static void checkWhole(JarFile jar, Manifest manifest) {
    String beside = manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    if (beside != null && jar.getEntry(JMH.replace('.', '/') + ".class") == null) {
      throw new IllegalArgumentException(
          "JMH is not in it, but beside it (Class-Path: "
              + beside.strip().split("\\s+")[0]
              + "); only one jar with all that it needs is brought along, as Maven's shade, Gradle's"
              + " shadow and sbt-assembly make it");
    }
  }

  /**
   * Refuses options that no jar can be given.
   *
   * @throws IllegalArgumentException in one line
   */
  public static void checkOptions(List<String> options) {
    try {
      parsed(options);
    } catch (CommandLineOptionException e) {
      // The jar's own main class may know it.
    }
  }

  private static CommandLineOptions parsed(List<String> options) throws CommandLineOptionException {
    for (String word : options) {
      if (TAKEN.contains(word)) {
        throw new IllegalArgumentException(
            word + ": a trial is one fork of each benchmark and keeps its results itself");
      }
    }
    CommandLineOptions parsed = JmhOptions.parsed(options.toArray(String[]::new));
    checkMeasures(parsed);
    return parsed;
  }

  private static boolean measuresMore(JarFile jar) throws IOException {
    for (JarEntry entry : Collections.list(jar.entries())) {
      if (entry.getName().endsWith(GENERATED)) {
        try (InputStream type = jar.getInputStream(entry)) {
          String names = new String(type.readAllBytes(), StandardCharsets.ISO_8859_1);
          if (MORE.stream().anyMatch(names::contains)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * Returns what JMH's options choose.
   *
   * @return absent where only the jar knows: its main class has options of its own
   * @throws IllegalArgumentException in one line, where they will not do
   */
  public Optional<Extent> extent(List<String> options) {
    try {
      CommandLineOptions parsed = parsed(options);
      // JMH takes what is none as a text.
      parsed.getIncludes().forEach(Pattern::compile);
      parsed.getExcludes().forEach(Pattern::compile);
      return extent(parsed);
    } catch (CommandLineOptionException e) {
      if (main.equals(JMH)) {
        throw new IllegalArgumentException(e.getMessage() + "; JMH's own options come after --", e);
      }
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "not a regular expression: " + e.getPattern() + " (" + e.getDescription() + ")", e);
    }
  }

  private static void checkMeasures(CommandLineOptions options) {
    if (options.getForkCount().hasValue() || options.getResult().hasValue()) {
      throw new IllegalArgumentException(
          "-f, -rf, -rff: a trial is one fork of each benchmark and keeps its results itself");
    }
    if (options.shouldList()
        || options.shouldListWithParams()
        || options.shouldListProfilers()
        || options.shouldListResultFormats()
        || options.shouldHelp()) {
      throw new IllegalArgumentException("an option that lists or helps measures nothing");
    }
  }

  private Optional<Extent> extent(CommandLineOptions options) {
    BenchmarkList known = BenchmarkList.fromString(list);
    Set<BenchmarkListEntry> all;
    Set<BenchmarkListEntry> chosen;
    try {
      all = known.find(Catalogue.silent(), List.of(".*"), List.of());
      chosen = known.find(Catalogue.silent(), options.getIncludes(), options.getExcludes());
    } catch (IllegalStateException | IllegalArgumentException e) {
      // Another version's list: the jar knows.
      return Optional.empty();
    }
    if (chosen.isEmpty() && main.equals(JMH)) {
      List<String> names = all.stream().map(BenchmarkListEntry::getUsername).toList();
      throw new IllegalArgumentException(Catalogue.noneOf(options.getIncludes(), names));
    }
    int forks = 0;
    double seconds = 0;
    SortedSet<String> runs = new TreeSet<>();
    SortedSet<String> params = new TreeSet<>();
    for (BenchmarkListEntry one : chosen) {
      params.addAll(Catalogue.values(one, List.of()).keySet());
      for (Mode mode : modes(one, options)) {
        List<SortedMap<String, String>> sets = combinations(one, options);
        forks += sets.size();
        seconds += sets.size() * seconds(one, mode, options);
        int threads = options.getThreads().orElse(one.getThreads().orElse(1));
        sets.forEach(set -> runs.add(new OneRun(one.getUsername(), mode, set, threads).runId()));
      }
    }
    return Optional.of(new Extent(forks, seconds, runs, !options.getProfilers().isEmpty(), params));
  }

  private static List<Mode> modes(BenchmarkListEntry one, CommandLineOptions options) {
    Collection<Mode> asked = options.getBenchModes();
    return (asked.isEmpty() ? List.of(one.getMode()) : asked)
        .stream()
            .flatMap(mode -> mode == Mode.All ? Stream.of(Mode.values()) : Stream.of(mode))
            .filter(mode -> mode != Mode.All)
            .toList();
  }

  private static List<SortedMap<String, String>> combinations(
      BenchmarkListEntry one, CommandLineOptions options) {
    Map<String, List<String>> values = Catalogue.values(one, List.of());
    values.replaceAll((name, own) -> List.copyOf(options.getParameter(name).orElse(own)));
    values.values().removeIf(List::isEmpty);
    return Catalogue.combinations(values);
  }

  /** Returns it as JMH itself reckons: what was asked for, or the benchmark's own, or the usual. */
  private static double seconds(BenchmarkListEntry one, Mode mode, CommandLineOptions options) {
    boolean shot = mode == Mode.SingleShotTime;
    int warmups =
        options
            .getWarmupIterations()
            .orElse(
                one.getWarmupIterations()
                    .orElse(
                        shot ? Defaults.WARMUP_ITERATIONS_SINGLESHOT : Defaults.WARMUP_ITERATIONS));
    int measured =
        options
            .getMeasurementIterations()
            .orElse(
                one.getMeasurementIterations()
                    .orElse(
                        shot
                            ? Defaults.MEASUREMENT_ITERATIONS_SINGLESHOT
                            : Defaults.MEASUREMENT_ITERATIONS));
    TimeValue warmup =
        options.getWarmupTime().orElse(one.getWarmupTime().orElse(Defaults.WARMUP_TIME));
    TimeValue time =
        options
            .getMeasurementTime()
            .orElse(one.getMeasurementTime().orElse(Defaults.MEASUREMENT_TIME));
    return shot ? 0 : warmups * seconds(warmup) + measured * seconds(time);
  }

  private static double seconds(TimeValue time) {
    return time.convertTo(java.util.concurrent.TimeUnit.MILLISECONDS) / 1e3;
  }
}
