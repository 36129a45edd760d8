package dev.tare.experiment.network;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Words;
import dev.tare.experiment.ends.EndCpus;
import dev.tare.result.Column;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Describes what every path costs, pictures and tables of each pattern in the order of the thesis.
 */
public final class NetworkSection {
  private final Run run;
  private final PathFigures figures;
  private final Plan<NetworkParameters> plan;

  /**
   * @param run with its latencies
   * @param plan that it followed
   * @param known calibrations of the places where it may have been measured
   */
  public NetworkSection(Run run, Plan<NetworkParameters> plan, Calibrations known) {
    this.run = run;
    this.plan = plan;
    this.figures =
        new PathFigures(
            run,
            plan.parameters().variants().stream()
                .map(PathVariant::name)
                .filter(run.environments()::containsKey)
                .filter(
                    name ->
                        run.series().stream()
                            .anyMatch(one -> PathScore.path(one.key()).equals(name)))
                .toList(),
            known);
  }

  /** Returns all of it. */
  public Section section() {
    List<Section.Bars> bars = new ArrayList<>();
    List<Section.Curves> curves = new ArrayList<>();
    List<Section.Table> tables = new ArrayList<>();
    for (NetPattern pattern : NetPattern.values()) {
      if (!figures.scores(pattern).isEmpty()) {
        PatternPictures pictures = new PatternPictures(pattern, figures);
        bars.addAll(pictures.bars());
        curves.addAll(pictures.curves());
        tables.addAll(new PatternTables(pattern, figures).all());
      }
    }
    tables.add(paths());
    Section section =
        new Section(
            "network",
            "What the path costs",
            "The six patterns of netperf through every path, in the order of Enberg 2016, chapter 5."
                + " Ratios are to the first path, above 1 is worse; intervals are 95 % over forks."
                + " CPU time is that of the whole host, of which softirqs and QEMU with vhost are"
                + " parts, and what the environment counts itself.",
            curves,
            bars,
            tables,
            List.of(),
            notes());
    return section.comparedWith(figures.paths().get(0));
  }

  private Section.Table paths() {
    List<List<Section.Cell>> rows = new ArrayList<>();
    for (String path : figures.paths()) {
      Facts facts = run.environments().get(path);
      rows.add(
          Stream.of(
                  figures.called(path),
                  fact(facts, "path.stack"),
                  fact(facts, "path.pinned"),
                  fact(facts, "path.mtu.host") + " / " + fact(facts, "path.mtu.inside"),
                  fact(facts, "path.offload.host"),
                  fact(facts, "path.offload.inside"),
                  fact(facts, "path.proof"))
              .map(Section.Cell::of)
              .toList());
    }
    return new Section.Table(
        "The paths",
        List.of(
            Column.text("path"),
            Column.text("stack"),
            Column.text("inside pinned by"),
            Column.text("MTU host / inside"),
            Column.text("offload, host"),
            Column.text("offload, inside"),
            Column.text("proof")),
        rows);
  }

  private static String fact(Facts facts, String name) {
    return facts.get(name).orElse(Words.NONE);
  }

  private List<String> notes() {
    NetworkParameters asked = plan.parameters();
    EndCpus cpus = EndCpus.of(asked.cpus(), plan.setting().cpus());
    String inside = (asked.reverse() ? "client" : "server") + " in the environment";
    String outside = (asked.reverse() ? "server" : "client") + " in " + asked.client();
    boolean two = asked.hosts() > 1;
    return List.of(
        two
            ? "Client and server are on two hosts, the " + inside + " and the " + outside + "."
            : "Client and server are on one host, the "
                + inside
                + "; the thesis has them on two, over 1 Gbit/s.",
        "Client and server are pinned to CPUs "
            + cpus.text()
            + (two ? ", on another host to one of its own." : "."),
        "CPU time of the host comes in steps of 10 ms a CPU, and holds whatever else ran there.");
  }
}
