package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.compare.Calibrations;
import dev.tare.compare.CompareOptions;
import dev.tare.compare.History;
import dev.tare.compare.Made;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.io.Sides;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What a reader sees first, on a narrow screen, and of names that no one would choose. */
@Tag("full")
class PageInBrowserTest {
  private static final String COMMAND = "matrix --env bare --env docker --env kvm --benchmarks cpu";

  /** All of the page's tables are filled. */
  private static final String OPEN_ALL =
      "document.querySelectorAll('details').forEach(d => { d.open = true;"
          + " d.dispatchEvent(new Event('toggle')); })";

  /** As JSON writes them, so that no compiler or editor changes them. */
  private static final List<String> ODD =
      List.of(
          "\\u202eRTL 12",
          "\\u05e2\\u05d1\\u05e8\\u05d9\\u05ea",
          "\\u0627\\u0644 34",
          "\\u0000nul",
          "\\u001b[31mred",
          "\\ud800x",
          "two\\nlines",
          "\\u2066isolated 56",
          "<b>bold</b>");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @BeforeEach
  void needsChromium() {
    assumeTrue(Browser.command().isPresent(), "no chromium on the PATH: apt-get install chromium");
  }

  @Test
  void theFirstScreenHasTheAnswerTheRankingTheCommandTheVersionAndWhatToDistrust()
      throws Exception {
    try (Browser browser = open(html(nested()), 1280, 720)) {
      assertThat(below(browser, 720, "#overview-title", "#overview .when code", ".warned"))
          .isEmpty();
      assertThat(below(browser, 720, "#overview .board figure .row")).isEmpty();
      assertThat(text(browser, "#overview-title")).contains("docker against bare: ", "worse in ");
      assertThat(text(browser, "#overview .when")).contains(COMMAND, "Tare 1.2.3");
      assertThat(text(browser, "#overview .warned")).contains("UNCALIBRATED");
      // Ranked: what costs most comes first, each with its ratio and its score in absolute terms.
      assertThat(lines(browser, "#overview .board figure .name b"))
          .containsExactly("kvm/docker", "kvm", "docker", "bare");
      assertThat(lines(browser, "#overview .board figure .row:not(:first-child) .said"))
          .hasSize(4)
          .allMatch(said -> said.contains("\u00d7"))
          .filteredOn(said -> !said.equals("1\u00d7"))
          .hasSize(3)
          .allMatch(said -> said.contains("/op") || said.contains("ops/s"));
    }
  }

  @Test
  void onANarrowScreenRowsStackAndNothingIsWiderButTablesThatScroll() throws Exception {
    for (String page : List.of(html(nested()), html(odd(1), odd(1.5)))) {
      try (Browser browser = open(page, 400, 800)) {
        browser.evaluate(OPEN_ALL);

        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(400);
        String beyond =
            "[...document.querySelectorAll('main *, .foot *')].filter(e => !e.closest('.chart') &&"
                + " !e.parentElement.closest('.scroll, .track:not(.labels)')).filter(e => {"
                + " const r = e.getBoundingClientRect();"
                + " return r.width && (r.right > 400.5 || r.left < -.5) })"
                + ".map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 40))";
        assertThat(strings(browser.evaluate(beyond))).isEmpty();
        String beside =
            "[...document.querySelectorAll('.row')].filter(r => r.querySelector('.lines')"
                + ".getBoundingClientRect().top < r.firstChild.getBoundingClientRect().bottom - 1"
                + ").length";
        assertThat(browser.evaluate(beside).asInt()).isZero();
        Thread.sleep(200);
        String silent =
            "[...document.querySelectorAll('.scroll')].filter(b => b.scrollWidth > b.clientWidth + 1"
                + " && !getComputedStyle(b, '::before').content.includes('scrolls')).length";
        assertThat(browser.evaluate(silent).asInt()).isZero();
        assertThat(
                browser.evaluate("document.querySelectorAll('.scroll[data-wide]').length").asInt())
            .isPositive();
      }
    }
  }

  @Test
  void modesParametersAndBatchesAreToldApartAndNoiseThatNobodyRecordedIsNotCalledQuiet()
      throws Exception {
    String all =
        List.of(
                record("avgt", "ns/op", 1, "", "\"n\": \"1\""),
                record("avgt", "ns/op", 1, "", "\"n\": \"2\""),
                record("avgt", "ns/op", 1, "\"measurementBatchSize\": 10,", "\"n\": \"1\""),
                record("thrpt", "ops/s", 1, "", "\"n\": \"1\""))
            .stream()
            .collect(Collectors.joining(",", "[", "]"));
    try (Browser browser = open(html(run(all)), 1280, 720)) {
      assertThat(lines(browser, "#scores .name small").stream().filter(one -> !one.isEmpty()))
          .containsExactlyInAnyOrder(
              "n=1, avgt", "n=2, avgt", "batchSize=10, n=1, avgt", "n=1, thrpt");
      String seen = text(browser, "main");
      assertThat(seen).contains("noise: not recorded").doesNotContainIgnoringCase("quiet");
      assertThat(text(browser, ".warned")).containsOnlyOnce("not recorded");
    }
  }

  @Test
  void noiseIsShownBeforeTheFiguresAndAtEachIteration() throws Exception {
    try (Browser browser = open(html(nested()), 1280, 720)) {
      assertThat(text(browser, ".warned"))
          .containsPattern("noise: \\d+ iterations of .* disturbed");
      assertThat(text(browser, "#iterations"))
          .containsPattern("\\d+ of \\d+ iterations disturbed: run delay \\d+")
          .contains("quiet");
    }
  }

  @Test
  void namesThatRunRightToLeftOrCannotBeSeenTurnNoFigureRound() throws Exception {
    try (Browser browser = open(html(odd(1), odd(1.5)), 1280, 720)) {
      browser.evaluate(OPEN_ALL);

      String seen = text(browser, "body");
      assertThat(seen)
          .contains("\\u202ERTL 12", "\\u0000nul", "\\u001B[31mred", "\\uD800x", "two lines")
          .contains("\\u2066isolated 56", "<b>bold</b>", "\u05e2\u05d1\u05e8\u05d9\u05ea");
      assertThat(seen.codePoints().filter(PageInBrowserTest::isHidden).boxed()).isEmpty();
      JsonNode figures = browser.evaluate(FIGURES);
      assertThat(figures.get("seen").asInt()).isGreaterThan(200);
      assertThat(strings(figures.get("turned"))).isEmpty();
      assertThat(browser.complaints()).isEmpty();
    }
  }

  /** Numbers of one text that stand on one line, and do not go from left to right. */
  private static final String FIGURES =
      """
      (() => {
        const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
        const turned = [];
        let seen = 0;
        for (let node; (node = walker.nextNode());) {
          const block = node.parentElement.closest('td, th, h1, li, p, .said, .name, dd');
          if (!block || !node.parentElement.getClientRects().length) continue;
          let last = null;
          for (const match of node.data.matchAll(/\\d/g)) {
            const range = document.createRange();
            range.setStart(node, match.index);
            range.setEnd(node, match.index + 1);
            const at = range.getBoundingClientRect();
            if (!at.width) continue;
            seen++;
            if (last && Math.abs(last.top - at.top) < 2 && at.left < last.left) turned.push(node.data);
            last = at;
          }
        }
        return {seen, turned};
      })()""";

  private static boolean isHidden(int c) {
    return c != '\n' && c != '\t' && Character.isISOControl(c)
        || Character.getType(c) == Character.SURROGATE
        || c >= 0x202a && c <= 0x202e
        || c >= 0x2066 && c <= 0x2069;
  }

  private static Run nested() {
    Run run =
        new MadeUp(6, 3)
            .environment("bare", 1, 5, true)
            .environment("docker", 1.1, 5, true)
            .environment("kvm", 1.3, 5, true)
            .environment("kvm/docker", 1.5, 5, true)
            .run();
    TreeMap<String, Facts> places = new TreeMap<>(run.environments());
    places.replaceAll(
        (stack, facts) -> {
          Map<String, String> more = new TreeMap<>(facts.values());
          more.put("tare.version", "1.2.3");
          return Facts.of(more);
        });
    return new Run(
        run.id(),
        run.started(),
        run.finished(),
        places,
        run.schedule(),
        run.series(),
        run.warnings());
  }

  private static Run odd(double value) throws Exception {
    return run(
        ODD.stream()
            .map(
                name -> record("avgt", "ns/op", value, "", "\"p\": \"" + name + "\", \"q\": \"7\""))
            .collect(Collectors.joining(",", "[", "]")));
  }

  private static String record(String mode, String unit, double value, String more, String params) {
    String raw =
        IntStream.range(0, 5)
            .mapToObj(
                f -> "[%s, %s]".formatted(value * (1 + f * .001), value * (1.0005 + f * .001)))
            .collect(Collectors.joining(", ", "[", "]"));
    return """
        {"benchmark": "org.acme.Odd.run", "mode": "%s", %s "threads": 1, "params": {%s},
         "primaryMetric": {"score": 1, "scoreUnit": "%s", "rawData": %s}}"""
        .formatted(mode, more, params, unit, raw);
  }

  private static Run run(String text) throws Exception {
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return new Sides(in).read("-");
  }

  private static final String ASKEW =
      "[...document.querySelectorAll('table')].flatMap(t => [...t.tBodies[0].rows].flatMap(r =>"
          + " [...r.cells].filter((c, i) => getComputedStyle(c).textAlign !=="
          + " getComputedStyle(t.tHead.rows[0].cells[i]).textAlign).map(c => c.textContent)))";

  @Test
  void cellsStandBelowTheirHeads() throws Exception {
    List<Run> runs =
        IntStream.range(0, 12)
            .mapToObj(i -> Made.run("r", Made.series().around(i < 6 ? 1 : 2, 3, i)))
            .toList();
    List<String> names = IntStream.range(0, 12).mapToObj(i -> "r" + i).toList();
    History history = History.of(runs, names, CompareOptions.DEFAULT, 1);
    StringWriter page = new StringWriter();
    new HistoryReport(history).report(true).html(page);
    try (Browser browser = open(page.toString(), 1280, 720)) {
      browser.evaluate(OPEN_ALL);
      assertThat(browser.evaluate("document.querySelectorAll('tbody td').length").asInt())
          .isPositive();
      assertThat(strings(browser.evaluate(ASKEW))).isEmpty();
    }
  }

  private static String html(Run... runs) {
    return MadeUp.page(
        new Report(List.of(runs), Calibrations.NONE, new Origin(COMMAND, List.of())));
  }

  private Browser open(String page, int width, int height) throws Exception {
    Path file = Files.writeString(Files.createTempFile(folder, "page", ".html"), page);
    Browser browser =
        new Browser(Files.createDirectory(folder.resolve("profile" + file.hashCode())));
    browser.call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    browser.open(file);
    return browser;
  }

  /** What is not there, or ends below that height. */
  private static List<String> below(Browser browser, int height, String... selectors)
      throws Exception {
    List<String> low = new ArrayList<>();
    for (String selector : selectors) {
      String ends =
          "[...document.querySelectorAll('%s')].map(e => e.getBoundingClientRect().bottom)"
              .formatted(selector);
      List<Double> all = new ArrayList<>();
      browser.evaluate(ends).forEach(end -> all.add(end.asDouble()));
      if (all.isEmpty() || Collections.max(all) > height) {
        low.add(selector + " " + all);
      }
    }
    return low;
  }

  private static String text(Browser browser, String selector) throws Exception {
    return browser.evaluate("document.querySelector('" + selector + "').innerText").asText();
  }

  private static List<String> lines(Browser browser, String selector) throws Exception {
    return strings(
        browser.evaluate(
            "[...document.querySelectorAll('" + selector + "')].map(e => e.innerText.trim())"));
  }

  private static List<String> strings(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(one -> all.add(one.asText()));
    return all;
  }
}
