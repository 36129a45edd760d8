package dev.tare.report;

import dev.tare.fleet.Fleet;
import dev.tare.fleet.FleetBenchmark;
import dev.tare.fleet.FleetFindings;
import dev.tare.fleet.FleetNode;
import dev.tare.fleet.Standing;
import dev.tare.result.Section;
import dev.tare.stats.AmongOthers;
import dev.tare.stats.Deviation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a report of a fleet: its outlying nodes and their suspects, its variance, all its nodes.
 */
public final class FleetReport implements ManyRunsReport {
  private static final String QUESTION = "Which machines are off?";

  private static final String LEAD =
      "Ratios are to the median of the other nodes: above 1\u00d7 is worse, whichever way the score"
          + " counts. An interval is of the node's own forks; q says how often a node of a fleet"
          + " like this one is as far off by chance, false discoveries among the named kept to 5 %.";

  private static final String NO_PROOF =
      "A suspect is a fact that an outlying node has and most nodes have not; it is no proof.";

  private static final String NO_SUSPECT =
      "No fact that the runs recorded tells the outlying nodes from the others.";

  private static final String NO_FACTS =
      "The files tell nothing of the machines, so nothing tells the outlying nodes from the others:"
          + " run folders do (matrix --out DIR on each node).";

  private static final String NOISY =
      "noise: disturbed from outside in more than half of what was measured, which hides small"
          + " deviations";

  private final FleetFindings found;
  private final List<String> names;
  private final FleetTables tables;

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
    tables = new FleetTables(found, names);
  }

  /**
   * All that a report is written from.
   *
   * @param drawn whether it shows all nodes, which a terminal does not
   */
  @Override
  public Report report(boolean drawn) {
    SectionView section = SectionView.of(section());
    return new Report(
        ReportData.of(
            found.standings().size()
                + " nodes, "
                + names.size()
                + (names.size() == 1 ? " benchmark" : " benchmarks"),
            QUESTION,
            answer() + leftOut(),
            ReportBuilder.text(found.fleet().started()),
            warnings(),
            List.of(drawn ? section.with(FleetView.of(found, names)) : section)));
  }

  /** Returns a line for each benchmark on each node. */
  @Override
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
    boolean bounded = there && deviation.ratioCi95().bounded();
    return List.of(
        node.name(),
        one.key().runId(),
        one.key().environment().orElse(""),
        one.key().metricLabel(),
        one.unit().text(),
        number(one.median()),
        there ? number(deviation.ratio()) : "",
        bounded ? number(deviation.ratioCi95().low()) : "",
        bounded ? number(deviation.ratioCi95().high()) : "",
        there ? number(deviation.p()) : "",
        number(node.q()),
        node.isOutlying() ? FleetTables.direction(node) : "",
        Objects.requireNonNullElse(one.gaps()[node.node()], ""));
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.valueOf(value) : "";
  }

  private String answer() {
    int nodes = found.standings().size();
    if (!found.judged()) {
      return "Nothing is judged: it takes "
          + AmongOthers.MIN_MEMBERS
          + " nodes with 3 forks each to tell one from the others, and "
          + (nodes < AmongOthers.MIN_MEMBERS
              ? "there are " + nodes + " nodes."
              : "of " + nodes + " nodes no benchmark has so many.");
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
            .limit(Fleet.MOST_NAMED)
            .map(one -> FleetTables.name(one) + " (" + headline(one) + ")")
            .collect(Collectors.joining(", "))
        + (out.size() > Fleet.MOST_NAMED ? ", ..." : "")
        + ".";
  }

  private String leftOut() {
    int count = found.fleet().leftOut();
    return count == 0
        ? ""
        : " " + count + (count == 1 ? " input was" : " inputs were") + " left out.";
  }

  private String headline(Standing one) {
    Standing.Outlier first = one.findings().get(0);
    return subject(first) + CellText.number(first.deviation().ratio()) + "\u00d7";
  }

  private String subject(Standing.Outlier one) {
    return one.benchmark() == Standing.ALL || names.size() == 1
        ? ""
        : names.get(one.benchmark()) + " ";
  }

  /** Says what speaks against figures; what holds for many once. */
  private List<String> warnings() {
    Map<String, List<String>> whose = new LinkedHashMap<>();
    for (Standing node : found.standings()) {
      node.marks().forEach(mark -> add(whose, mark, FleetTables.name(node)));
      for (Standing.Outlier one : node.findings()) {
        one.notes()
            .forEach(note -> add(whose, note, subject(one) + "on " + FleetTables.name(node)));
      }
    }
    found.fleet().nodes().stream()
        .filter(FleetNode::isNoiseUnknown)
        .forEach(node -> add(whose, "noise: not recorded", OneLine.ofName(node.name())));
    found.fleet().nodes().stream()
        .filter(FleetNode::isNoisy)
        .forEach(node -> add(whose, NOISY, OneLine.ofName(node.name())));
    for (int i = 0; i < names.size(); i++) {
      FleetBenchmark one = found.benchmarks().get(i);
      if (!one.judged()) {
        add(whose, unjudged(one.nodes()), names.get(i));
      }
    }
    List<String> lines = new ArrayList<>(found.fleet().warnings());
    whose.forEach((what, all) -> lines.add(Fleet.some(all) + ": " + what));
    return lines;
  }

  private static void add(Map<String, List<String>> whose, String what, String name) {
    whose.computeIfAbsent(what, any -> new ArrayList<>()).add(name);
  }

  private static String unjudged(long nodes) {
    return "not judged: "
        + (nodes == 1 ? "1 node has" : nodes + " nodes have")
        + " forks enough, and it takes "
        + AmongOthers.MIN_MEMBERS;
  }

  private Section section() {
    return new Section(
        "fleet",
        "Nodes",
        LEAD,
        List.of(),
        Stream.of(tables.outlying(), tables.suspects(), tables.variance(), tables.nodes())
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
      notes.add(found.described() ? NO_SUSPECT : NO_FACTS);
    }
    int more = found.standings().size() - 2 * FleetTables.MOST_NODES;
    if (more > 0) {
      notes.add(more + " nodes between are not listed; --format csv has all");
    }
    notes.addAll(warnings());
    return notes;
  }
}
