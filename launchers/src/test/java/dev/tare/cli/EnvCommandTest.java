package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.launch.Finding;
import dev.tare.launch.Layer;
import dev.tare.launch.Layers;
import dev.tare.launch.Owner;
import dev.tare.launch.ScratchFolders;
import dev.tare.launch.Survey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EnvCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyLayerIsAnsweredAndWhatIsOnlyDiscoveredIsNoFailure() {
    assertThat(run("env")).isZero();
    for (Layer layer : Layers.standard().all()) {
      assertThat(out())
          .containsPattern(
              "(?m)^(yes|no ) +" + layer.name() + " +" + Pattern.quote(layer.meaning()));
    }
  }

  @Test
  void theHelpHasEveryOptionOfEveryLayer() {
    assertThat(run("env", "--help")).isZero();
    for (Layer layer : Layers.standard().all()) {
      layer
          .options()
          .forEach(
              option -> assertThat(out()).contains("    " + option.name() + "=" + option.values()));
    }
    assertThat(out()).contains("    memory-soft=").doesNotContain("%%");
  }

  @Test
  void aStackThatWasAskedForAndCannotBeMadeIsAFailure() {
    assertThat(run("env", "--json", "ssh(host=127.0.0.1,port=1,config=/dev/null)"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(out()).contains("\"usable\" : false", "\"severity\" : \"missing\"");
    assertThat(err()).isEmpty();
  }

  @Test
  void whatIsNoStackIsAUsageErrorThatNamesTheNeighbour() {
    assertThat(run("env", "bear")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).startsWith("tare: bear: no layer is called 'bear'; did you mean bare?");
    assertThat(err().lines()).hasSize(1);
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    assertThat(run("env", "--dry-run")).isEqualTo(ExitCode.USAGE);
    assertThat(run("env", "--clean", "--json")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aDryRunOfCleaningSaysWhatItWouldRemoveAndRemovesNothing() throws Exception {
    Path left = ScratchFolders.make(new Owner("killed", 1_000_000_000, 0));
    try {
      assertThat(run("env", "--clean", "--dry-run")).isZero();
      assertThat(out())
          .contains("would remove folder " + left + " of run killed")
          .contains("  rm -rf --one-file-system " + left);
      assertThat(left).exists();
    } finally {
      Files.delete(left.resolve(ScratchFolders.OWNER));
      Files.delete(left);
    }
  }

  @Test
  void theTableSaysWhatToDo() {
    List<Survey.Answer> answers =
        List.of(
            new Survey.Answer("one(a=b)", "the first", List.of(Finding.warning("slow", "wait"))),
            new Survey.Answer(
                "one(a=b)/two", "inside", List.of(Finding.missing("tool", "get it"))));

    assertThat(new EnvTable(answers, true).text())
        .isEqualTo(
            """
            yes  one      the first
                          note: slow
                            -> wait
            no   one/two  inside
                          missing: tool
                            -> get it
            """);
  }

  @Test
  void nothingOfAskingStays() throws Exception {
    run("env", "bare");
    try (var mine =
        Files.newDirectoryStream(
            Path.of(System.getProperty("java.io.tmpdir")),
            file ->
                Files.exists(file.resolve(ScratchFolders.OWNER))
                    && Files.readString(file.resolve(ScratchFolders.OWNER))
                        .contains(":" + ProcessHandle.current().pid() + ":"))) {
      assertThat(mine).isEmpty();
    }
  }
}
