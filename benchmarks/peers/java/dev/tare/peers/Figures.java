package dev.tare.peers;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Figures in what programs print. */
final class Figures {
  private Figures() {}

  /** The number in the pattern's only group. */
  static double find(Pattern pattern, String output) throws IOException {
    Matcher matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new IOException("no " + pattern + " in: " + output.strip().replaceAll("\\R", " / "));
    }
    return Double.parseDouble(matcher.group(1));
  }
}
