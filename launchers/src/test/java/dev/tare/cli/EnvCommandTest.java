package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.launch.Finding;
import dev.tare.launch.Layer;
import dev.tare.launch.Layers;
import dev.tare.launch.Owner;
import dev.tare.launch.ScratchFolders;
import dev.tare.launch.Survey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EnvCommandTest {
  private final Terminal terminal = new Terminal();

  @Test
  void everyLayerIsAnsweredAndWhatIsOnlyDiscoveredIsNoFailure() {
    assertThat(terminal.run("env")).isZero();
    for (Layer layer : Layers.standard().all()) {
      assertThat(terminal.out())
          .containsPattern(
              "(?m)^(yes|no ) +" + layer.name() + " +" + Pattern.quote(layer.meaning()));
    }
  }

  @Test
  void theHelpHasEveryOptionOfEveryLayer() {
    assertThat(terminal.run("env", "--help")).isZero();
    for (Layer layer : Layers.standard().all()) {
      layer
          .options()
          .forEach(
              option ->
                  assertThat(terminal.out())
                      .contains("    " + option.name() + "=" + option.values()));
    }
    assertThat(terminal.out()).contains("    memory-soft=").doesNotContain("%%");
  }

  @Test
  void aStackThatWasAskedForAndCannotBeMadeIsAFailure() {
    assertThat(terminal.run("env", "--json", "ssh(host=127.0.0.1,port=1,config=/dev/null)"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(terminal.out()).contains("\"usable\" : false", "\"severity\" : \"missing\"");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void whatIsNoStackIsAUsageErrorThatNamesTheNeighbour() {
    assertThat(terminal.run("env", "bear")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err())
        .startsWith("tare: bear: no layer is called 'bear'; did you mean bare?");
    assertThat(terminal.err().lines()).hasSize(1);
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    assertThat(terminal.run("env", "--dry-run")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.run("env", "--clean", "--json")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aDryRunOfCleaningSaysWhatItWouldRemoveAndRemovesNothing() throws Exception {
    Path left = ScratchFolders.make(new Owner("killed", 1_000_000_000, 0));
    try {
      int exit = terminal.run("env", "--clean", "--dry-run");
      assertThat(terminal.out())
          .contains("would remove folder " + left + " of run killed")
          .contains("  rm -rf --one-file-system " + left);
      assertThat(left).exists();
      assumeThat(terminal.err()).as("an engine of this machine does not answer").isEmpty();
      assertThat(exit).isZero();
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
            one/two cannot be made here: what is missing stands above, with its remedy.
            """);
    assertThat(new EnvTable(answers.subList(0, 1), true).text())
        .endsWith("one can be made here.\n");
    assertThat(new EnvTable(answers, false).text())
        .endsWith("This host can make 1 of 2 environments: one.\n");
  }

  @Test
  void nothingOfAskingStays() throws Exception {
    terminal.run("env", "bare");
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
