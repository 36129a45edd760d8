package dev.tare.cli;

import dev.tare.compare.Calibrations;
import dev.tare.launch.Command;
import dev.tare.report.Origin;
import dev.tare.report.Report;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.StartedAs;
import dev.tare.result.io.AtomicFile;
import dev.tare.result.io.SectionsJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what a run has found in its folder, and prints it.
 *
 * @param path of the folder
 * @param command that the run was asked for by
 * @param out gets what was found, and where it is
 */
record RunReport(Path path, String command, PrintWriter out) {
  /**
   * Keeps and prints what was found, and says where it is; the answer comes last, also where there
   * is no room to keep it.
   */
  void show(Run results, Calibrations known, List<Section> sections, FormatOption format)
      throws IOException {
    Report report = made(results, known, sections);
    Optional<UnkeptResults> unkept = Optional.empty();
    try {
      if (!sections.isEmpty()) {
        SectionsJson.write(path, sections);
      }
      keep(report);
    } catch (UnkeptResults e) {
      unkept = Optional.of(e);
    } catch (IOException e) {
      unkept = Optional.of(unkept(path, e));
    }
    out.println();
    out.print(format.text(report));
    out.flush();
    if (unkept.isPresent()) {
      throw unkept.get();
    }
  }

  /** Writes the page, and says where everything is. */
  void write(Run results, Calibrations known, List<Section> sections) throws IOException {
    keep(made(results, known, sections));
  }

  private Report made(Run results, Calibrations known, List<Section> sections) {
    return new Report(List.of(results), known, new Origin(command, sections));
  }

  private void keep(Report report) {
    out.println("Run folder: " + path);
    Path page = path.resolve("report.html");
    try {
      AtomicFile.replaceText(page, report::html);
      out.println("Report:     " + page);
    } catch (IOException e) {
      throw unkept(page, e);
    } finally {
      out.flush();
    }
  }

  private UnkeptResults unkept(Path file, IOException cause) {
    return new UnkeptResults(
        file
            + ": cannot be written ("
            + CommandFailure.reason(cause)
            + "); what was measured is kept: make room and run "
            + StartedAs.command()
            + " report "
            + Command.quoted(path.toString()));
  }
}
