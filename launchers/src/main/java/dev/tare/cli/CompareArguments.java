package dev.tare.cli;

import dev.tare.compare.CompareOptions;
import dev.tare.compare.Compared;
import dev.tare.result.Run;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.Sides;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What {@code diff} and {@code gate} have in common: the options, and how sides are read. */
final class CompareArguments {
  @Option(
      names = "--tau",
      paramLabel = "PERCENT",
      converter = Percent.class,
      description =
          "The smallest change that matters, such as 5%% (default: 3%%). What the place can show"
              + " by its calibration, where that is more, is what counts.")
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

  @Option(
      names = "--allow",
      paramLabel = "FACT",
      description = "Compare although this fact differs, such as jdk.major; may be repeated.")
  private Set<String> allowed = new TreeSet<>();

  @Mixin private CalibrationOption calibration;

  CompareOptions options() {
    try {
      return new CompareOptions(
              tau == null ? OptionalDouble.empty() : OptionalDouble.of(tau),
              Optional.ofNullable(metric),
              Optional.ofNullable(filter),
              allowed)
          .withTaus(taus == null ? Map.of() : TauFile.read(taus))
          .withCalibrations(calibration.calibrations());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  /** Reads the sides, two at a time; of a pair each that cannot be read is named. */
  static List<Run> read(List<String> names, InputStream standardInput) {
    if (Collections.frequency(names, "-") > 1) {
      throw new CommandFailure(ExitCode.USAGE, "-: standard input can be one side only");
    }
    Sides sides = new Sides(standardInput);
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < names.size(); i += 2) {
      List<CompletableFuture<Run>> pair =
          names.subList(i, Math.min(i + 2, names.size())).stream()
              .map(name -> CompletableFuture.supplyAsync(() -> read(sides, name)))
              .toList();
      List<String> refused = new ArrayList<>();
      pair.forEach(side -> joined(side, refused).ifPresent(runs::add));
      if (!refused.isEmpty()) {
        throw new CommandFailure(ExitCode.USAGE, String.join("; ", refused));
      }
    }
    return runs;
  }

  /** Refuses a comparison of nothing: a gate that looks at no row would always pass. */
  void checkNotEmpty(Compared compared) {
    if (compared.rows().isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "nothing to compare: no series matches --filter and --metric");
    }
  }

  private static Run read(Sides sides, String name) {
    try {
      return sides.read(name);
    } catch (BadInput e) {
      throw new CompletionException(e);
    }
  }

  private static Optional<Run> joined(CompletableFuture<Run> side, List<String> refused) {
    try {
      return Optional.of(side.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof BadInput bad) {
        refused.add(bad.getMessage());
        return Optional.empty();
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  static final class Percent implements ITypeConverter<Double> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,4}(\\.\\d+)?) ?%");

    @Override
    public Double convert(String text) {
      var match = TEXT.matcher(text.strip());
      if (!match.matches()) {
        throw new TypeConversionException("not a percentage such as 5%: " + text);
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
