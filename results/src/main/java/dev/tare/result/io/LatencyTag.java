package dev.tare.result.io;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says which iteration a histogram of a latency log belongs to.
 *
 * @param run {@link dev.tare.result.SeriesKey#runId()}
 * @param fork from 0
 * @param iteration from 0
 */
public record LatencyTag(String run, int fork, int iteration) {
  private static final Pattern ESCAPE = Pattern.compile("%([0-9a-f]{4})");
  private static final Pattern TEXT = Pattern.compile("(.*);fork=(\\d{1,9});iteration=(\\d{1,9})");

  /** The tag as it stands in the log, where a comma, a space or a line's end would break it. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < run.length(); i++) {
      char c = run.charAt(i);
      if (c == ',' || c == '%' || c <= ' ' || Character.isWhitespace(c)) {
        text.append(String.format(Locale.ROOT, "%%%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text + ";fork=" + fork + ";iteration=" + iteration;
  }

  static LatencyTag parse(String text, String source) throws BadInput {
    Matcher match = TEXT.matcher(text);
    if (!match.matches()) {
      throw new BadInput(source, "not a tag of ours: " + text);
    }
    String run =
        ESCAPE
            .matcher(match.group(1))
            .replaceAll(
                code ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(code.group(1), 16))));
    return new LatencyTag(run, Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3)));
  }
}
