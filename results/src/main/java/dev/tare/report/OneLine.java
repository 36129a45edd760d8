package dev.tare.report;

/** Names from files, made fit for a line of a table: no line break, no control character. */
final class OneLine {
  private OneLine() {}

  static String of(String text) {
    if (text.chars().noneMatch(OneLine::breaks)) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().map(c -> breaks(c) ? ' ' : c).forEach(line::appendCodePoint);
    return line.toString();
  }

  private static boolean breaks(int c) {
    return Character.isISOControl(c)
        || c == '\u2028'
        || c == '\u2029'
        || Character.getType(c) == Character.SURROGATE;
  }
}
