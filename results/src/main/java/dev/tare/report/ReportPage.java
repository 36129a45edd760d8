package dev.tare.report;

import dev.tare.result.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
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
  private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

  private ReportPage() {}

  static String of(ReportData data) {
    String charts = resource("echarts.min.js");
    String script = resource("report.js");
    Map<String, String> parts =
        Map.of(
            "title",
            OneLine.inHtml(title(data)),
            "policy",
            "'" + hash(charts) + "' '" + hash(script) + "'",
            "style",
            resource("report.css"),
            "data",
            ReportJson.embedded(data),
            "charts",
            charts,
            "script",
            script);
    Matcher slots = SLOT.matcher(resource("report.html"));
    return slots.replaceAll(slot -> Matcher.quoteReplacement(parts.get(slot.group(1))));
  }

  /** The question, the host and the date, for a tab and a bookmark. */
  private static String title(ReportData data) {
    String date = data.started() == null ? null : data.started().substring(0, 10);
    String where = data.host() == null ? data.title() : data.host();
    return Stream.of(data.question(), where, date)
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" - "));
  }

  private static String hash(String script) {
    return "sha256-" + Base64.getEncoder().encodeToString(Sha256.bytes(script));
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
