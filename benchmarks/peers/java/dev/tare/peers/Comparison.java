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
   * @param log told at the end of what was not measured, or not as often as it was to be
   * @return false where a program failed; one that is not installed is no failure
   */
  boolean run(List<PeerRow> rows, PrintWriter log) throws IOException, InterruptedException {
    List<String> missing = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    table.header();
    for (PeerRow row : rows) {
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
        String version = tool.version(contest.stage().programs());
        Contest.Ran ran = contest.run(row);
        Outcome outcome = outcome(row, version, ran);
        table.row(outcome);
        report.add(outcome);
        ran.cut()
            .ifPresent(
                why ->
                    failed.add(
                        "Ended after "
                            + ran.pairs().size()
                            + " pairs: "
                            + row.label()
                            + ": "
                            + why));
      } catch (IOException e) {
        failed.add("Not measured: " + row.label() + ": " + e.getMessage());
      }
    }
    missing.stream().distinct().forEach(log::println);
    failed.forEach(log::println);
    log.flush();
    return failed.isEmpty();
  }

  private static Outcome outcome(PeerRow row, String version, Contest.Ran ran) {
    return new Outcome(
        row.ours().label() + row.via().words(),
        version,
        row.ours().command(ran.where()),
        row.peer().server(ran.where()),
        row.peer().command(ran.where()),
        row.unit(),
        row.direction().name(),
        row.held(),
        row.note(),
        ran.pairs(),
        Ratio.of(ran.pairs(), row.direction()));
  }
}
