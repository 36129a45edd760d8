package dev.tare.launch;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads times as Slurm writes them: minutes, {@code MM:SS}, {@code HH:MM:SS}, {@code D-HH:MM:SS}.
 */
final class SlurmTime {
  static final String PATTERN =
      "\\d{1,7}|\\d{1,7}:\\d{1,2}|\\d{1,5}:\\d{1,2}:\\d{1,2}|\\d{1,4}-\\d{1,2}(:\\d{1,2}){0,2}";

  private static final Pattern PARTS =
      Pattern.compile("(?:(\\d+)-)?(\\d+)(?::(\\d+))?(?::(\\d+))?");

  private SlurmTime() {}

  /** Returns how long that is; absent where it is no time, such as {@code infinite}. */
  static Optional<Duration> of(String text) {
    Matcher parts = PARTS.matcher(text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    long first = Long.parseLong(parts.group(2));
    long second = number(parts.group(3));
    long third = number(parts.group(4));
    if (parts.group(1) != null) {
      return Optional.of(
          Duration.ofDays(number(parts.group(1)))
              .plusHours(first)
              .plusMinutes(second)
              .plusSeconds(third));
    }
    return Optional.of(
        parts.group(4) == null
            ? Duration.ofMinutes(first).plusSeconds(second)
            : Duration.ofHours(first).plusMinutes(second).plusSeconds(third));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
