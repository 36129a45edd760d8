package dev.tare.bench.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.zip.ZipEntry;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A JMH jar of anybody's as its own list of benchmarks describes it: nothing of it is run.
 *
 * @param main its main class; JMH's own, or one that passes JMH's options on
 * @param list the text of its list of benchmarks, as JMH's generators of all versions write it
 */
public record JmhJar(String main, String list) {
  private static final String JMH = "org.openjdk.jmh.Main";

  /** What a visit says itself: a fork each, into a file of its own. */
  private static final Set<String> TAKEN = Set.of("-f", "-wf", "-rf", "-rff", "-o");

  /**
   * What a choice of its benchmarks comes to.
   *
   * @param forks how many JVMs a visit starts, one for each set of parameters
   * @param seconds that their iterations take
   */
  public record Extent(int forks, double seconds) {}

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
      try (InputStream content = jar.getInputStream(list)) {
        return new JmhJar(main, new String(content.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  /**
   * What JMH's options choose.
   *
   * @return absent where only the jar knows: its main class has options of its own
   * @throws IllegalArgumentException in one line, where they will not do
   */
  public Optional<Extent> extent(List<String> options) {
    for (String word : options) {
      if (TAKEN.contains(word)) {
        throw new IllegalArgumentException(
            word + ": a visit is one fork of each benchmark and keeps its results itself");
      }
    }
    try {
      CommandLineOptions parsed = new CommandLineOptions(options.toArray(String[]::new));
      checkMeasures(parsed);
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
          "-f, -rf, -rff: a visit is one fork of each benchmark and keeps its results itself");
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
    SortedSet<BenchmarkListEntry> all;
    try {
      all =
          BenchmarkList.fromString(list)
              .find(
                  OutputFormatFactory.createFormatInstance(
                      new PrintStream(
                          OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                      VerboseMode.SILENT),
                  options.getIncludes(),
                  options.getExcludes());
    } catch (IllegalStateException | IllegalArgumentException e) {
      // Another version's list: the jar knows.
      return Optional.empty();
    }
    if (all.isEmpty() && main.equals(JMH)) {
      throw new IllegalArgumentException("no benchmark matches; java -jar it -l lists them");
    }
    int forks = 0;
    double seconds = 0;
    for (BenchmarkListEntry one : all) {
      Collection<Mode> asked = options.getBenchModes();
      for (Mode mode : asked.isEmpty() ? List.of(one.getMode()) : asked) {
        int runs = combinations(one, options) * (mode == Mode.All ? Mode.values().length - 1 : 1);
        forks += runs;
        seconds += runs * seconds(one, mode, options);
      }
    }
    return Optional.of(new Extent(forks, seconds));
  }

  private static int combinations(BenchmarkListEntry one, CommandLineOptions options) {
    int all = 1;
    if (one.getParams().hasValue()) {
      for (var param : one.getParams().get().entrySet()) {
        Collection<String> own = List.of(param.getValue());
        all *= Math.max(1, options.getParameter(param.getKey()).orElse(own).size());
      }
    }
    return all;
  }

  /** As JMH itself reckons: what was asked for, or the benchmark's own, or the usual. */
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
