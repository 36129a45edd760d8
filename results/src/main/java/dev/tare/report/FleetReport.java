package dev.tare.report;

import dev.tare.fleet.FleetBenchmark;
import dev.tare.fleet.FleetFindings;
import dev.tare.fleet.Standing;
import dev.tare.fleet.Suspect;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.stats.AmongOthers;
import dev.tare.stats.Deviation;
import dev.tare.stats.Interval;
import dev.tare.stats.VarianceSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fleet as a report: its outlying nodes and their suspects, its variance, all its nodes. */
public final class FleetReport {
  private static final String QUESTION = "Which machines are off?";

  private static final String LEAD =
      "Ratios are to the median of the other nodes: above 1\u00d7 is worse, whichever way the score"
          + " counts. An interval is of the node's own forks; q says how often a node of a fleet"
          + " like this one is as far off by chance, false discoveries among the named kept to 5 %.";

  private static final String NO_PROOF =
      "A suspect is a fact that an outlying node has and most nodes have not; it is no proof.";

  private static final int MOST_NODES = 20;
  private static final int MOST_FINDINGS = 3;
  private static final int MOST_SUSPECTS = 8;

  private final FleetFindings found;
  private final List<String> names;

  public FleetReport(FleetFindings found) {
    this.found = found;
    ShortNames all = new ShortNames(found.benchmarks().stream().map(FleetBenchmark::key).toList());
    names =
        found.benchmarks().stream()
            .map(
                one ->
                    one.key().environment().map(stack -> stack + ": ").orElse("")
                        + all.told(one.key()))
            .toList();
  }

  /**
   * All that a report is written from.
   *
   * @param drawn whether it shows all nodes, which a terminal does not
   */
  public Report report(boolean drawn) {
    SectionView section = SectionView.of(section());
    return new Report(
        ReportData.of(
            found.standings().size() + " nodes, " + names.size() + " benchmarks",
            QUESTION,
            answer(),
            warnings(),
            List.of(drawn ? section.with(FleetView.of(found, names)) : section)));
  }

  /** A line for each benchmark on each node. */
  public String csv() {
    Csv csv =
        new Csv(
            "node,benchmark,environment,metric,unit,median,ratio,low,high,p,node_q,outlying,note");
    for (Standing node : found.standings()) {
      for (FleetBenchmark one : found.benchmarks()) {
        csv.line(csvLine(node, one));
      }
    }
    return csv.toString();
  }

  private static List<String> csvLine(Standing node, FleetBenchmark one) {
    Deviation deviation = one.deviations()[node.node()];
    boolean there = deviation != null;
    return List.of(
        node.name(),
        one.key().runId(),
        one.key().environment().orElse(""),
        one.key().metricLabel(),
        one.unit().text(),
        number(one.median()),
        there ? number(deviation.ratio()) : "",
        there ? number(deviation.ratioCi95().low()) : "",
        there ? number(deviation.ratioCi95().high()) : "",
        there ? number(deviation.p()) : "",
        number(node.q()),
        node.isOutlying() ? direction(node) : "",
        there ? "" : one.gaps()[node.node()]);
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.valueOf(value) : "";
  }

  private String answer() {
    int nodes = found.standings().size();
    if (!found.judged()) {
      return "Nothing is judged: it takes "
          + AmongOthers.MIN_MEMBERS
          + " nodes with 3 forks each to tell one from the others, and there "
          + (nodes == 1 ? "is 1 node." : "are " + nodes + " nodes.");
    }
    List<Standing> out = found.outlying();
    if (out.isEmpty()) {
      return "No node of " + nodes + " is surely off the others.";
    }
    return out.size()
        + " of "
        + nodes
        + " nodes "
        + (out.size() == 1 ? "is" : "are")
        + " off the others: "
        + out.stream()
            .limit(MOST_FINDINGS)
            .map(one -> one.name() + " (" + headline(one) + ")")
            .collect(Collectors.joining(", "))
        + (out.size() > MOST_FINDINGS ? ", ..." : "")
        + ".";
  }

  private String headline(Standing one) {
    Standing.Finding first = one.findings().get(0);
    return subject(first) + CellText.number(first.deviation().ratio()) + "\u00d7";
  }

  private String subject(Standing.Finding one) {
    return one.benchmark() == Standing.ALL || names.size() == 1
        ? ""
        : names.get(one.benchmark()) + " ";
  }

  private List<String> warnings() {
    List<String> lines = new ArrayList<>();
    for (Standing node : found.standings()) {
      node.marks().forEach(mark -> lines.add(node.name() + ": " + mark));
    }
    for (int i = 0; i < names.size(); i++) {
      FleetBenchmark one = found.benchmarks().get(i);
      if (!one.judged()) {
        lines.add(
            names.get(i)
                + ": not judged: "
                + one.nodes()
                + " nodes have forks enough, and it takes "
                + AmongOthers.MIN_MEMBERS);
      }
    }
    if (found.fleet().repeated() > 0) {
      lines.add(found.fleet().repeated() + " runs were given more than once, and count once");
    }
    return lines;
  }

  private Section section() {
    return new Section(
        "fleet",
        "Nodes",
        LEAD,
        List.of(),
        Stream.of(outlying(), suspects(), variance(), nodes())
            .filter(table -> !table.rows().isEmpty())
            .toList(),
        List.of(),
        notes());
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    boolean suspects = found.standings().stream().anyMatch(one -> !one.suspects().isEmpty());
    if (suspects) {
      notes.add(NO_PROOF);
    } else if (!found.outlying().isEmpty()) {
      notes.add("No fact that the runs recorded tells the outlying nodes from the others.");
    }
    int more = found.standings().size() - 2 * MOST_NODES;
    if (more > 0) {
      notes.add(more + " nodes between are not listed; --format csv has all");
    }
    notes.addAll(warnings());
    return notes;
  }

  private Section.Table outlying() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Standing node : found.outlying()) {
      for (Standing.Finding one : node.findings().stream().limit(MOST_FINDINGS).toList()) {
        int more = node.findings().size() - MOST_FINDINGS;
        boolean last = more > 0 && one.equals(node.findings().get(MOST_FINDINGS - 1));
        rows.add(
            List.of(
                Cell.of(node.name()),
                Cell.of(one.benchmark() == Standing.ALL ? "all" : names.get(one.benchmark())),
                Cell.of(one.isWorse() ? "worse" : "better"),
                figure(one.deviation()),
                Cell.of(q(node, "")),
                Cell.of(
                    String.join("; ", one.notes()) + (last ? "and in " + more + " more" : ""))));
      }
    }
    return new Section.Table(
        "Outlying nodes", List.of("node", "benchmark", "direction", "#ratio", "#q", "notes"), rows);
  }

  private Section.Table suspects() {
    List<List<Cell>> rows = new ArrayList<>();
    for (Standing node : found.outlying()) {
      for (Suspect one : node.suspects().stream().limit(MOST_SUSPECTS).toList()) {
        rows.add(
            List.of(
                Cell.of(node.name()),
                Cell.of(one.name()),
                Cell.of(one.value()),
                Cell.of(one.usual()),
                Cell.of(one.others() + " of " + one.told())));
      }
    }
    return new Section.Table(
        "Suspects: facts that outlying nodes have and most have not",
        List.of("node", "fact", "here", "on most", "#others like here"),
        rows);
  }

  private Section.Table variance() {
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      FleetBenchmark one = found.benchmarks().get(i);
      if (found.splits().get(i).isPresent()) {
        VarianceSplit split = found.splits().get(i).get();
        rows.add(
            List.of(
                Cell.of(names.get(i)),
                Cell.of(one.median(), one.unit().text()),
                Cell.of(split.nodes(), Cell.COUNT),
                Cell.of(part(split.node())),
                Cell.of(part(split.fork())),
                Cell.of(part(split.iteration()))));
      }
    }
    return new Section.Table(
        "What the score varies by, as standard deviations, without the outlying nodes",
        List.of("benchmark", "#median node", "#nodes", "#node", "#fork", "#iteration"),
        rows);
  }

  /** A standard deviation as a percentage, with its interval. */
  private static String part(VarianceSplit.Part one) {
    return percent(one.sd())
        + " ["
        + percent(one.ci95().low())
        + ", "
        + percent(one.ci95().high())
        + "] %";
  }

  private static String percent(double sd) {
    return Double.isFinite(sd) ? String.format(Locale.ROOT, "%.2f", 100 * sd) : "inf";
  }

  private Section.Table nodes() {
    List<Standing> all = found.standings();
    List<Standing> shown =
        all.size() <= 2 * MOST_NODES
            ? all
            : Stream.concat(
                    all.stream().limit(MOST_NODES), all.stream().skip(all.size() - MOST_NODES))
                .toList();
    return new Section.Table(
        "Nodes, the worst first",
        List.of("node", "#ratio", "#q", "outlying", "notes"),
        shown.stream()
            .map(
                one ->
                    List.of(
                        Cell.of(one.name()),
                        overall(one),
                        Cell.of(q(one, "")),
                        Cell.of(one.isOutlying() ? direction(one) : ""),
                        Cell.of(String.join("; ", one.marks()))))
            .toList());
  }

  static Cell overall(Standing one) {
    return one.overall().map(FleetReport::figure).orElse(Cell.NONE);
  }

  /** Worse, better, or both, in what it is outlying. */
  static String direction(Standing one) {
    return one.findings().stream()
        .limit(1)
        .map(first -> first.isWorse() ? "worse" : "better")
        .collect(Collectors.joining());
  }

  /** The q of a node behind some words; nothing where it was not tested. */
  static String q(Standing one, String before) {
    return Double.isNaN(one.q())
        ? ""
        : before + (one.q() < 1e-4 ? "< .0001" : String.format(Locale.ROOT, "%.4f", one.q()));
  }

  private static Cell figure(Deviation one) {
    Interval reach = one.ratioCi95();
    return reach.bounded()
        ? new Cell(one.ratio(), reach.low(), reach.high(), Cell.TIMES, "")
        : Cell.of(one.ratio(), Cell.TIMES);
  }
}
