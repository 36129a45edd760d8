package dev.tare.report;

import static dev.tare.compare.Made.run;
import static dev.tare.compare.Made.series;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tare.compare.CompareOptions;
import dev.tare.compare.Compared;
import dev.tare.compare.Comparer;
import dev.tare.compare.Gate;
import dev.tare.compare.Made;
import dev.tare.result.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

/** The formats, sealed: any locale prints the same bytes. */
@ResourceLock(Resources.LOCALE)
class GoldenTest {
  private static final String HOSTILE = "<script>alert('1')</script>|`*\u0007,\"";

  private final Locale locale = Locale.getDefault();

  @AfterEach
  void restoreTheLocale() {
    Locale.setDefault(locale);
  }

  @ParameterizedTest
  @CsvSource({
    "en-US, diff.txt", "de-DE, diff.txt",
    "en-US, diff.md", "de-DE, diff.md",
    "en-US, diff.csv", "de-DE, diff.csv",
    "en-US, diff.json", "de-DE, diff.json",
    "en-US, gate.txt", "de-DE, gate.txt",
    "en-US, gate.md", "de-DE, gate.md",
    "en-US, gate.xml", "de-DE, gate.xml"
  })
  void everyFormatIsTheGoldenOneInEveryLocale(Locale other, String name) throws Exception {
    Locale.setDefault(other);
    assertThat(printed(name)).isEqualTo(golden(name));
  }

  @Test
  void otherProgramsCanReadTheMachineFormats() throws Exception {
    assertThat(new JsonMapper().readTree(printed("diff.json")).path("comparisons")).hasSize(1);
    var xml =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(printed("gate.xml"))));
    assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(3);
    assertThat(printed("diff.csv").lines().skip(1)).allMatch(line -> line.startsWith("old.json,"));
  }

  private static String printed(String name) {
    Compared compared = compared();
    GateSummary gate = new GateSummary(compared, new Gate(false, false), false);
    return switch (name) {
      case "diff.txt" -> new ComparisonTable(compared).text(Paper.PLAIN);
      case "diff.md" -> new ComparisonTable(compared).markdown();
      case "diff.csv" -> ComparisonCsv.of(List.of(compared));
      case "diff.json" -> ComparisonJson.of(List.of(compared));
      case "gate.txt" -> gate.text(Paper.PLAIN) + gate.line() + "\n";
      case "gate.md" -> gate.markdown();
      case "gate.xml" -> GateJUnit.of(compared, new Gate(false, false), false);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Compared compared() {
    return Comparer.compare(side("old.json", 1, "17.0.1"), side("new.json", 2, "17.0.2"), DEFAULT);
  }

  private static final CompareOptions DEFAULT = CompareOptions.DEFAULT;

  /** Something of every verdict. */
  private static Run side(String id, int side, String jdk) {
    double worse = side == 1 ? 1 : 1.25;
    return run(
        id,
        made("a.A.same", jdk).around(1234.5, 10, side),
        made("a.A.slower", jdk).around(100 * worse, 10, 10 + side),
        made("a.A.rate", jdk).throughput().around(1_234_567 * worse, 10, 20 + side),
        made("a.A.wide", jdk).around(5, .1, 5, 30 + side),
        made("a.A.single", jdk).around(7 * worse, 1, 40 + side),
        made(side == 1 ? "b.B.gone" : "b.B.fresh", jdk).around(3, 5, 50 + side),
        made("a.A.threads", jdk).threads(side).around(9, 5, 60 + side),
        made("a.A.hostile", jdk).params(Map.of("p", HOSTILE)).around(2, 5, 70 + side),
        made("a.A.same", jdk).secondary("gc.alloc.rate", "MB/sec").around(8, 10, 80 + side),
        made("a.A.same", jdk).secondary("gc.count", "counts").around(0, 10, 90 + side));
  }

  private static Made made(String name, String jdk) {
    return series().of(name).condition("jdk.version", jdk);
  }

  private static String golden(String name) throws Exception {
    try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(in).as("golden/%s", name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Writes the golden files anew, into the folder given; what changed is for a person to read. */
  public static void main(String[] args) throws IOException {
    for (String name :
        List.of(
            "diff.txt", "diff.md", "diff.csv", "diff.json", "gate.txt", "gate.md", "gate.xml")) {
      Files.writeString(Path.of(args[0], name), printed(name));
    }
  }
}
