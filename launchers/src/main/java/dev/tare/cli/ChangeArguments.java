package dev.tare.cli;

import dev.tare.compare.CompareOptions;
import dev.tare.result.Nearest;
import dev.tare.result.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Says which series are looked at, and how small a change of them matters. */
final class ChangeArguments {
  @Option(
      names = "--tau",
      paramLabel = "PERCENT",
      converter = Percent.class,
      description = "The smallest change that matters, such as 5%% (default: 3%%).")
  private Double tau;

  @Option(
      names = "--taus",
      paramLabel = "FILE",
      description =
          "Lines of REGEX = PERCENT: the smallest change that matters of the benchmarks that match,"
              + " the last such line holds (default: none, --tau for all).")
  private Path taus;

  @Option(
      names = "--metric",
      paramLabel = "REGEX",
      converter = Regex.class,
      description =
          "Only these metrics, and judge them, also allocation and others that are only shown"
              + " without it; score is a benchmark's own (default: all but the noise and the"
              + " clock).")
  private Pattern metric;

  @Option(
      names = "--filter",
      paramLabel = "REGEX",
      converter = Regex.class,
      description = "Only these benchmarks (default: all).")
  private Pattern filter;

  CompareOptions options() {
    return options(Set.of());
  }

  /**
   * Returns the same.
   *
   * @param allowed facts that may differ
   */
  CompareOptions options(Set<String> allowed) {
    return UsageFailure.unlessRefused(
        () ->
            new CompareOptions(
                    tau == null ? OptionalDouble.empty() : OptionalDouble.of(tau),
                    Optional.ofNullable(metric),
                    Optional.ofNullable(filter),
                    allowed)
                .withTaus(taus == null ? Map.of() : smallest(taus)));
  }

  /** Says which lines of --taus are of nothing that was read. */
  void sayIdle(CompareOptions options, Collection<Run> runs, PrintWriter err) {
    if (taus != null) {
      read(runs).sayIdle(options, err);
    }
  }

  /** Refuses to compare nothing: a gate that looks at no row would always pass. */
  void checkNotEmpty(boolean empty, Collection<Run> runs) {
    if (empty) {
      throw new UsageFailure(
          "nothing to compare: no series matches --filter and --metric"
              + Optional.ofNullable(filter).map(read(runs)::near).orElse(""));
    }
  }

  private static Foreseen read(Collection<Run> runs) {
    return new Foreseen(
        runs.stream()
            .flatMap(run -> run.series().stream())
            .map(series -> series.key().runId())
            .collect(Collectors.toCollection(TreeSet::new)),
        Set.of());
  }

  /**
   * Reads how small a change matters, a fraction for each regular expression, in the file's order.
   */
  private static Map<String, Double> smallest(Path file) {
    try {
      String text = Files.readString(file).replaceFirst("^\uFEFF", "");
      return parsed(file, text.lines().toList());
    } catch (IOException e) {
      String why =
          e instanceof NoSuchFileException
              ? "no such file" + Nearest.asked(file)
              : "cannot be read: " + e;
      throw new UsageFailure(file + ": " + why);
    }
  }

  private static Map<String, Double> parsed(Path file, List<String> lines) {
    Map<String, Double> taus = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int middle = line.lastIndexOf('=');
      try {
        if (middle < 1) {
          throw new TypeConversionException("not REGEX = PERCENT, such as cpu.* = 5%: " + line);
        }
        String name = line.substring(0, middle).strip();
        double tau = new Percent().convert(line.substring(middle + 1));
        if (tau <= 0) {
          throw new TypeConversionException("above 0 %: " + line);
        }
        // A line that comes again holds from where it stands last.
        taus.remove(new Regex().convert(name).pattern());
        taus.put(name, tau);
      } catch (TypeConversionException e) {
        throw new UsageFailure(file + ":" + (i + 1) + ": " + e.getMessage());
      }
    }
    return taus;
  }

  static final class Percent implements ITypeConverter<Double> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,4}(\\.\\d+)?) ?%");

    /** Below 1 it may be a fraction. */
    private static final Pattern WITHOUT_SIGN = Pattern.compile("[1-9]\\d{0,2}(\\.\\d+)?");

    @Override
    public Double convert(String text) {
      var match = TEXT.matcher(text.strip());
      if (!match.matches()) {
        throw new TypeConversionException(
            "not a percentage such as 5%: "
                + text
                + (WITHOUT_SIGN.matcher(text).matches() ? "; did you mean " + text + "%?" : ""));
      }
      return Double.parseDouble(match.group(1)) / 100;
    }
  }

  static final class Regex implements ITypeConverter<Pattern> {
    @Override
    public Pattern convert(String text) {
      try {
        return Pattern.compile(text);
      } catch (PatternSyntaxException e) {
        throw new TypeConversionException(
            "not a regular expression: " + text + " (" + e.getDescription() + ")");
      }
    }
  }
}
