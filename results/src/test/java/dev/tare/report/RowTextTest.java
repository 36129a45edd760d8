package dev.tare.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.stats.Reason;
import dev.tare.stats.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RowTextTest {
  @Test
  void howEachVerdictAndReasonIsPrintedStandsInTheDocument() throws IOException {
    String document = Files.readString(Path.of("../docs/method.md"));
    for (Verdict verdict : Verdict.values()) {
      assertThat(document)
          .containsPattern(
              "\\| [A-Z_, ]*\\b"
                  + verdict.name()
                  + "\\b[A-Z_, ]* \\|[a-z(), ]* "
                  + Pattern.quote(verdict.label()));
    }
    for (Reason reason : Reason.values()) {
      assertThat(document).contains("| " + reason.name() + " | " + RowText.words(reason) + " |");
    }
  }
}
