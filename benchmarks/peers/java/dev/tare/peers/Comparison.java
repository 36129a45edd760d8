package dev.tare.peers;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Runs rows one after the other; one that cannot be run is a line, and the others go on. */
record Comparison(Contest contest, Table table, Report report) {
  /**
   * Runs the rows.
   *
   * @param log told at the end of what was not measured
   * @return false where a program failed; one that is not installed is no failure
   */
  boolean run(List<Row> rows, PrintWriter log) throws IOException, InterruptedException {
    List<String> missing = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    table.header();
    for (Row row : rows) {
      Tool tool = row.peer().tool();
      if (!tool.isInstalled()) {
        missing.add(
            tool.name()
                + " is not installed (Debian: apt-get install "
                + tool.debianPackage()
                + ")");
        continue;
      }
      try {
        Outcome outcome = outcome(row, tool);
        table.row(outcome);
        report.add(outcome);
      } catch (IOException e) {
        failed.add(row.label() + ": " + e.getMessage());
      }
    }
    missing.stream().distinct().forEach(log::println);
    failed.forEach(line -> log.println("Not measured: " + line));
    log.flush();
    return failed.isEmpty();
  }

  private Outcome outcome(Row row, Tool tool) throws IOException, InterruptedException {
    String version = tool.version(contest.stage().programs());
    Contest.Ran ran = contest.run(row);
    return new Outcome(
        row.ours().label() + row.via().words(),
        version,
        row.ours().command(ran.where()),
        row.peer().server(ran.where()),
        row.peer().command(ran.where()),
        row.unit(),
        row.direction().name(),
        row.note(),
        ran.pairs(),
        Ratio.of(ran.pairs(), row.direction()));
  }
}
