package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.report.CellText;
import dev.tare.result.Section;
import dev.tare.result.io.SectionsJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run of the verb allocate in a folder, by the built jar, and what its tables say. */
final class AllocateRun {

  private final Path folder;

  AllocateRun(Path folder) {
    this.folder = folder;
  }

  Section inLxc(String... arguments) throws Exception {
    ThisHost.needsLxc();
    return in("lxc", arguments);
  }

  /** Runs it to its end, after which nothing of it is there. */
  Section in(String stack, String... arguments) throws Exception {
    ThisHost.needsRoot();
    List<String> words = new ArrayList<>(List.of("allocate", "--env=" + stack, "--blocks=1"));
    words.addAll(List.of(arguments));
    words.add("--out=run");
    new Jar(folder).soon().patient().ends(ExitCode.DONE, words.toArray(String[]::new));
    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    assertThat(section.notes()).noneMatch(note -> note.contains("left out"));
    Agreement.of(folder.resolve("run"), new Jar(folder).printed("stdout"));
    return section;
  }

  static List<List<String>> texts(Section.Table table) {
    return table.rows().stream().map(CellText::of).toList();
  }

  static double percent(String text) {
    return Double.parseDouble(text.replace(" %", ""));
  }
}
