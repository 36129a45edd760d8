package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Facts;
import dev.tare.result.io.FactsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsCommandTest {
  private static final Facts FACTS =
      Facts.of(
          Map.of(
              "layers.stack", "kvm/docker",
              "cache.l2Bytes", "1310720",
              "cache.lineBytes", "64",
              "clock.p99.99Ns", "40",
              "mitigations.mds", "Not affected",
              "mitigations.l1tf", "Not affected",
              "mitigations.retbleed", "Mitigation: IBRS",
              "limits.memory.maxBytes", "unlimited"));

  @Test
  void textIsGroupedWithTheLayersFirst() {
    Locale before = Locale.getDefault();
    try {
      // A comma as decimal point, and digits of its own.
      for (String language : new String[] {"de-DE", "ar-EG-u-nu-arab"}) {
        Locale.setDefault(Locale.forLanguageTag(language));
        assertThat(new FactsText(FACTS, false).toString())
            .isEqualTo(
                """
                layers
                  stack  kvm/docker

                cache
                  l2Bytes    1310720 (1.3 MiB)
                  lineBytes  64

                mitigations
                  retbleed        Mitigation: IBRS
                  (not affected)  l1tf, mds

                clock
                  p99.99Ns  40

                limits
                  memory.maxBytes  unlimited

                This place is kvm/docker.
                """);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void explainedTextSaysWhatAFactMeans() {
    assertThat(new FactsText(FACTS, true).toString())
        .contains("  lineBytes  64\n      cache line, bytes\n");
  }

  @Test
  void jsonIsTheFactsFileOfARun(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("facts.json"), printed("facts", "--json"));
    assertThat(FactsJson.read(file).get("layers.stack")).isPresent();
    assertThat(FactsJson.read(file).get("jdk.version"))
        .hasValue(System.getProperty("java.runtime.version"));
  }

  /** In a chroot no mount needs to hold the folder: then nothing is known of it. */
  @Test
  void theDataFolderIsTheOneThatIsNamed(@TempDir Path folder) throws IOException {
    boolean held;
    try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
      held =
          mounts
              .map(line -> line.split(" ")[4].replaceFirst("/$", "") + "/")
              .anyMatch((folder + "/")::startsWith);
    }
    String printed = printed("facts", "--data", folder.toString());
    assertThat(printed.contains("  data.fileSystem")).as(printed).isEqualTo(held);
    assertThat(printed).doesNotContain(folder.toString());
    assertThat(printed("facts", "--data", folder.resolve("none").toString()))
        .doesNotContain("  data.");
  }

  @Test
  void helpHasAnExample() {
    assertThat(printed("facts", "--help")).contains("java -jar target/benchmarks.jar facts --json");
  }

  private static String printed(String... args) {
    Terminal terminal = new Terminal();
    int exit = terminal.run(args);
    assertThat(terminal.err()).isEmpty();
    assertThat(exit).isZero();
    return terminal.out();
  }
}
