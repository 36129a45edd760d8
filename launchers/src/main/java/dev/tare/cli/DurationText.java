package dev.tare.cli;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as people write it: {@code 90s}, {@code 10m}, {@code 1h}, {@code 500ms}. */
final class DurationText implements ITypeConverter<Duration> {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1));

  @Override
  public Duration convert(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches() || Long.parseLong(parts.group(1)) == 0) {
      throw new TypeConversionException("not a time such as 90s, 10m or 1h: " + text);
    }
    return UNITS.get(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1)));
  }
}
