package dev.tare.report;

import java.util.regex.Pattern;

/**
 * Names from files, made fit for a line: no line break, no control character, and no character that
 * makes what follows run right to left. The page has the same rule.
 */
final class OneLine {
  private static final int LEFT_TO_RIGHT_MARK = 0x200e;

  /** A half of a character without the other, which no encoding can write. */
  private static final Pattern LONE = Pattern.compile("\\p{Cs}");

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\t\n]]");

  private static final Pattern BREAK = Pattern.compile("(?U)[\\s\u0085&&[^ ]]");

  private OneLine() {}

  static String of(String text) {
    if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return text;
    }
    int[] points = text.codePoints().toArray();
    StringBuilder line = new StringBuilder(text.length() + 8);
    for (int i = 0; i < points.length; i++) {
      append(line, points[i]);
      if (isRightToLeft(points[i]) && endsRun(points, i + 1)) {
        line.appendCodePoint(LEFT_TO_RIGHT_MARK);
      }
    }
    return line.toString();
  }

  /** Returns a name as a line: a break too is its number, or names that differ would look alike. */
  static String ofName(String name) {
    return of(numbered(BREAK, name));
  }

  /** A line in which HTML finds no markup. */
  static String inHtml(String text) {
    return of(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** A line in which Markdown finds no markup, HTML or name of a person. */
  static String inMarkdown(String text) {
    return of(text)
        .replace("\\", "\\\\")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("|", "\\|")
        .replace("`", "\\`")
        .replace("*", "\\*")
        .replace("[", "\\[")
        .replace("@", "@&#8203;");
  }

  /** A line that XML 1.0 can hold, which has no way to write some characters. */
  static String inXml(String text) {
    return of(text).replace('\ufffe', ' ').replace('\uffff', ' ');
  }

  /**
   * A text for machines as it is, but that a lone surrogate becomes its number, which JSON reads as
   * that surrogate: else all of them would become the same question mark.
   */
  static String encodable(String text) {
    return numbered(LONE, text);
  }

  /**
   * A text for machines as it is, tabs and line feeds too, but that what would steer a terminal
   * that shows it becomes its number.
   */
  static String uncontrolled(String text) {
    return numbered(CONTROL, text);
  }

  private static String numbered(Pattern which, String text) {
    return which
        .matcher(text)
        .replaceAll(one -> String.format("\\\\u%04X", (int) one.group().charAt(0)));
  }

  /** A break becomes a blank; what cannot be seen becomes its number, which tells it apart. */
  private static void append(StringBuilder line, int c) {
    if (Character.isWhitespace(c) || c == 0x85) {
      line.append(' ');
    } else if (isHidden(c)) {
      line.append(String.format("\\u%04X", c));
    } else {
      line.appendCodePoint(c);
    }
  }

  private static boolean isHidden(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.SURROGATE
        || c == 0x61c
        || c == 0x200b
        || c == 0x200f
        || c >= 0x202a && c <= 0x202e
        || c >= 0x2060 && c <= 0x206f
        || c == 0xfeff;
  }

  private static boolean isRightToLeft(int c) {
    byte direction = Character.getDirectionality(c);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT && c != 0x200f
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }

  /**
   * Tells whether no letter of the same direction comes next: a figure behind would join the run.
   */
  private static boolean endsRun(int[] points, int from) {
    int next = from;
    while (next < points.length && Character.isWhitespace(points[next])) {
      next++;
    }
    return next == points.length
        || !isRightToLeft(points[next]) && points[next] != LEFT_TO_RIGHT_MARK;
  }
}
