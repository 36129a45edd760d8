package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.result.Run;
import dev.tare.result.Series;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formats of a report, sealed: any locale prints the same bytes, no name breaks out. */
@ResourceLock(Resources.LOCALE)
class ReportFormatsTest {
  private static final String HOSTILE = "</script><!--<b>&\u2028|`\"";

  private final Locale locale = Locale.getDefault();

  @AfterEach
  void restoreTheLocale() {
    Locale.setDefault(locale);
  }

  private static Report report() {
    Run run =
        new MadeUp(3, 2)
            .environment("docker", 1.2, 2, true)
            .environment("bare", 1, 2, true)
            .add("bare", "dev.evil.Class.run", Map.of("p", HOSTILE), 1, false)
            .run();
    return new Report(List.of(run));
  }

  private static String printed(String name) {
    return switch (name) {
      case "report.md" -> report().markdown();
      case "report.csv" -> report().csv();
      case "report.json" -> report().json();
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "en-US, report.md", "ar-EG, report.md",
    "en-US, report.csv", "de-DE, report.csv",
    "en-US, report.json", "ar-EG, report.json"
  })
  void everyFormatIsTheGoldenOneInEveryLocale(Locale other, String name) throws Exception {
    Locale.setDefault(other);
    assertThat(printed(name)).isEqualTo(golden(name));
  }

  @Test
  void dataInThePageIsTheDocumentAndCannotEndItsElement() throws Exception {
    String page = MadeUp.page(report());
    String open = "<script type=\"application/json\" id=\"data\">";
    int from = page.indexOf(open) + open.length();
    String data = page.substring(from, page.indexOf("</script>", from));
    assertThat(data).doesNotContain("<", ">", "&", "\u2028");
    JsonNode shown = new ObjectMapper().readTree(data);
    assertThat(shown).isEqualTo(new ObjectMapper().readTree(report().json()));
    assertThat(shown.path("benchmarks").findValuesAsText("p")).containsExactly(HOSTILE);
  }

  @Test
  void policyNamesTheTwoScriptsOfThePageAndAllowsNothingFromElsewhere() throws Exception {
    String page = MadeUp.page(report());
    Matcher policy =
        Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"").matcher(page);
    assertThat(policy.find()).isTrue();
    assertThat(policy.group(1)).startsWith("default-src 'none';").doesNotContain("http", "*");
    Matcher scripts = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(page);
    int found = 0;
    while (scripts.find()) {
      byte[] sha =
          MessageDigest.getInstance("SHA-256")
              .digest(scripts.group(1).getBytes(StandardCharsets.UTF_8));
      assertThat(policy.group(1))
          .contains("'sha256-" + Base64.getEncoder().encodeToString(sha) + "'");
      found++;
    }
    assertThat(found).isEqualTo(2);
    assertThat(page).doesNotContain("{{", "<script src", "<link rel=\"stylesheet");
  }

  @Test
  void titleOfAFileIsTextInThePage() {
    List<Series> plain =
        new MadeUp(1, 1)
            .add("bare", "a.B.c", Map.of(), 1, false).run().series().stream()
                .map(one -> one.withKey(one.key().withEnvironment(Optional.empty())))
                .toList();
    Run named = Run.ofFile("<u>a</u>.json", plain, List.of());
    assertThat(MadeUp.page(new Report(List.of(named))))
        .contains("<title>What was measured? - &lt;u&gt;a&lt;/u&gt;.json - Tare</title>")
        .doesNotContain("<u>");
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = ReportFormatsTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Writes the golden files anew, into the folder given; what changed is for a person to read. */
  public static void main(String[] args) throws IOException {
    for (String name : List.of("report.md", "report.csv", "report.json")) {
      Files.writeString(Path.of(args[0], name), printed(name));
    }
  }
}
