package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.compare.Calibrations;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page where people see it: in a browser, from a file, without a network. */
@Tag("full")
class ReportInBrowserTest {
  private static final int MOST_BYTES = 10 * 1024 * 1024;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @BeforeEach
  void needsChromium() {
    assumeTrue(Browser.command().isPresent(), "no chromium on the PATH: apt-get install chromium");
  }

  private Path page(Run run) throws Exception {
    return Files.writeString(folder.resolve("report.html"), MadeUp.page(new Report(List.of(run))));
  }

  private Browser browser() throws Exception {
    return new Browser(Files.createTempDirectory(folder, "profile"));
  }

  private static Run nested() {
    MadeUp run = new MadeUp(6, 5);
    run.environment("bare", 1, 5, true).environment("docker", 1.02, 5, true);
    return run.environment("kvm", 1.2, 5, true).environment("kvm/docker", 1.25, 5, true).run();
  }

  @Test
  void everyChartIsDrawnAndNothingIsAskedForOrComplainedAbout() throws Exception {
    Path file = page(nested());
    try (Browser browser = browser()) {
      browser.open(file);

      JsonNode shapes =
          browser.evaluate(
              "[...document.querySelectorAll('.chart')].map(c =>"
                  + " c.querySelectorAll('svg path, svg polygon, svg circle, svg rect').length)");
      // A benchmark each has its latencies; what is ranked and compared are rows of the page.
      assertThat(shapes).hasSize(5).allMatch(count -> count.asInt() > 2);
      String marks = "document.querySelectorAll('#%s .track .at svg').length";
      assertThat(browser.evaluate(marks.formatted("overview")).asInt()).isEqualTo(4);
      assertThat(browser.evaluate(marks.formatted("costs")).asInt()).isEqualTo(15);
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests()).isEmpty();
    }
  }

  @Test
  void everyChartHasALabelAndATableBehindIt() throws Exception {
    Path file = page(nested());
    try (Browser browser = browser()) {
      browser.open(file);

      String unlabelled = "document.querySelectorAll('.chart:not([role=img][aria-label])').length";
      assertThat(browser.evaluate(unlabelled).asInt()).isZero();
      String bare =
          "[...document.querySelectorAll('.chart')]"
              + ".filter(c => !c.closest('figure').querySelector('details')).length";
      assertThat(browser.evaluate(bare).asInt()).isZero();
      String rows =
          "(() => { const d = document.querySelector('#costs details'); d.open = true;"
              + " d.dispatchEvent(new Event('toggle')); return d.innerText; })()";
      assertThat(browser.evaluate(rows).asText()).contains("docker", "forks", "ns/op");
      String unnamed =
          "[...document.querySelectorAll('section')].filter(s =>"
              + " !document.getElementById(s.getAttribute('aria-labelledby'))).length";
      assertThat(browser.evaluate(unnamed).asInt()).isZero();
    }
  }

  @Test
  void chartsOfAnExperimentKeepTheColourOfANameAndAnIntervalTooWideForThem() throws Exception {
    Section.Line both = line("both", 10, 900);
    Section.Line late = line("late", 20, 30);
    Section section =
        new Section(
            "paths",
            "Paths",
            "",
            List.of(curves("first", List.of(both, late)), curves("second", List.of(late))),
            List.of(
                new Section.Bars(
                    "Rates",
                    "Gbit/s",
                    null,
                    List.of(
                        new Section.Bar("slow", new Cell(.2, .1, .3, Cell.NUMBER, "")),
                        new Section.Bar("unsure", new Cell(.4, .001, 900.0, Cell.NUMBER, "")),
                        new Section.Bar("none", Cell.of("no figure"))))),
            List.of(),
            List.of(),
            List.of());
    Run run = new MadeUp(3, 2).environment("docker", 1, 2, false).run();
    Path file =
        Files.writeString(
            folder.resolve("report.html"),
            MadeUp.page(
                new Report(
                    List.of(run), Calibrations.NONE, new Origin("network", List.of(section)))));
    try (Browser browser = browser()) {
      browser.open(file);

      assertThat(browser.complaints()).isEmpty();
      String keys =
          "[...document.querySelectorAll('#paths .key')].filter(k => k.innerText === 'late')";
      assertThat(browser.evaluate("new Set(" + keys + ".map(k => k.innerHTML)).size").asInt())
          .isEqualTo(1);
      assertThat(browser.evaluate("document.querySelectorAll('.barmore').length").asInt())
          .as("the first chart stands on the first screen alone")
          .isEqualTo(1);
      assertThat(browser.evaluate("document.querySelectorAll('.barone').length").asInt()).isZero();
      String wide = "document.querySelector('.barfill').getBoundingClientRect().width > 100";
      assertThat(browser.evaluate(wide).asBoolean()).isTrue();
      assertThat(
              browser.evaluate("document.querySelector('#paths .chart svg').textContent").asText())
          .contains("99.9")
          .contains("1,000");
    }
  }

  private static Section.Curves curves(String title, List<Section.Line> lines) {
    return new Section.Curves(
        title, "percentile", "us", Section.Scale.EVEN, Section.Scale.LOG, lines);
  }

  private static Section.Line line(String name, double middle, double high) {
    return new Section.Line(
        name,
        List.of(
            new Section.Point(50, new Cell(middle, middle / 2, middle * 2, "us", "")),
            new Section.Point(99.9, Cell.of(high, "us"))));
  }

  @Test
  void hostileNamesAreShownAndNotRun() throws Exception {
    String evil =
        "</script><script>document.title='ran'</script><img src=x onerror=document.title='ran'>";
    Run run =
        new MadeUp(4, 3)
            .add("bare", "dev.evil.Class.run", Map.of("p", evil), 1, true)
            .add("<b onclick=1>docker</b>", "dev.evil.Class.run", Map.of("p", evil), 1.1, true)
            .run();
    Path file = page(run);
    try (Browser browser = browser()) {
      browser.open(file);
      browser.evaluate(
          "document.querySelectorAll('details').forEach(d => { d.open = true;"
              + " d.dispatchEvent(new Event('toggle')); })");

      assertThat(browser.evaluate("document.title").asText())
          .isEqualTo("What is different? - made-up - 2026-01-02 - Tare");
      assertThat(browser.evaluate("document.querySelectorAll('img, main script').length").asInt())
          .isZero();
      assertThat(browser.evaluate("document.querySelectorAll('main b[onclick]').length").asInt())
          .isZero();
      assertThat(browser.evaluate("document.body.innerText").asText())
          .contains(evil)
          .contains("<b onclick=1>docker</b>");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void coloursFollowTheSystemAndTheButton() throws Exception {
    Path file = page(new MadeUp(3, 3).environment("bare", 1, 2, false).run());
    try (Browser browser = browser()) {
      Map<String, String> dark = Map.of("name", "prefers-color-scheme", "value", "dark");
      browser.call("Emulation.setEmulatedMedia", Map.of("features", List.of(dark)));
      browser.open(file);
      String theme = "document.documentElement.dataset.theme";
      assertThat(browser.evaluate(theme).asText()).isEqualTo("dark");
      browser.evaluate("document.getElementById('theme').click()");
      assertThat(browser.evaluate(theme).asText()).isEqualTo("light");
    }
  }

  /** Twice the environments take about twice the time; what grows by the square takes 4 times. */
  @Test
  void tenEnvironmentsOfFiftyBenchmarksFitAndAreDrawnInProportion() throws Exception {
    long half = cpuMs(page(environments(5)));
    Path whole = page(environments(10));
    assertThat(Files.size(whole)).isLessThanOrEqualTo(MOST_BYTES);
    assertThat(cpuMs(whole)).isBetween(1L, Math.round(3.2 * half));
  }

  private static Run environments(int count) {
    MadeUp run = new MadeUp(10, 10);
    IntStream.range(0, count)
        .forEach(i -> run.environment(i == 0 ? "bare" : "env" + i, 1 + i * .03, 50, true));
    return run.run();
  }

  private long cpuMs(Path file) throws Exception {
    try (Browser browser = browser()) {
      long ms = browser.openedMs(file);
      String drawn = browser.evaluate("document.documentElement.dataset.drawn").asText();
      System.out.println(
          "drawn in " + drawn + " ms, " + ms + " of CPU, " + Files.size(file) + " bytes");
      assertThat(browser.complaints()).isEmpty();
      return ms;
    }
  }
}
