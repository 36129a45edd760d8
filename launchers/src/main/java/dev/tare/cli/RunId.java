package dev.tare.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The name of a run: when it started, to the millisecond, in UTC, so that names sort by time. */
final class RunId {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RunId() {}

  static String at(Instant started) {
    return NAME.format(started);
  }
}
