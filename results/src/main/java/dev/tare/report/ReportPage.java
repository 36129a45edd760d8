package dev.tare.report;

import dev.tare.result.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page: one file with its styles, its scripts and its data, which asks no network for anything.
 * A content security policy names the two scripts by their hashes, so that nothing else runs.
 */
final class ReportPage {
  private static final String CHARTS = "echarts.min.js";
  private static final String SCRIPT = "report.js";
  private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

  private ReportPage() {}

  /** Written as it is made: the data of a large run are in memory once already. */
  static void write(ReportData data, Writer out) throws IOException {
    String page = resource("report.html");
    Matcher slots = SLOT.matcher(page);
    int end = 0;
    while (slots.find()) {
      out.append(page, end, slots.start());
      fill(slots.group(1), data, out);
      end = slots.end();
    }
    out.append(page, end, page.length());
  }

  private static void fill(String slot, ReportData data, Writer out) throws IOException {
    switch (slot) {
      case "title" -> out.write(OneLine.inHtml(title(data)));
      case "policy" -> out.write(hash(CHARTS) + " " + hash(SCRIPT));
      case "style" -> out.write(resource("report.css"));
      case "data" -> ReportJson.embedded(data, out);
      case "charts" -> out.write(resource(CHARTS));
      case "script" -> out.write(resource(SCRIPT));
      default -> throw new IllegalStateException("no slot " + slot);
    }
  }

  /** Returns the question, the host and the date, for a tab and a bookmark. */
  private static String title(ReportData data) {
    String date = data.started() == null ? null : data.started().substring(0, 10);
    String where = data.host() == null ? data.title() : data.host();
    return Stream.of(data.question(), where, date)
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" - "));
  }

  private static String hash(String script) {
    return "'sha256-" + Base64.getEncoder().encodeToString(Sha256.bytes(resource(script))) + "'";
  }

  /** Line ends as a browser sees them, so that the hash is that of what it runs. */
  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in this jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
