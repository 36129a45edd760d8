package dev.tare.experiment.network;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.Columns;
import dev.tare.experiment.Plan;
import dev.tare.experiment.SectionBuilder;
import dev.tare.experiment.Words;
import dev.tare.experiment.ends.EndCpus;
import dev.tare.result.Run;
import dev.tare.result.Section;
import java.util.List;

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
    SectionBuilder section = new SectionBuilder();
    for (NetPattern pattern : NetPattern.values()) {
      if (!figures.scores(pattern).isEmpty()) {
        new PatternPictures(pattern, figures).draw(section);
        PatternTables tables = new PatternTables(pattern, figures);
        section.table(tables.costs());
        if (pattern.isTransactions()) {
          section.table(tables.distribution());
        }
      }
    }
    section.table(paths());
    notes().forEach(section::note);
    return section
        .section(
            "network",
            "What the path costs",
            "The six patterns of netperf through every path, in the order of Enberg 2016, chapter 5."
                + " Ratios are to the first path, above 1 is worse; intervals are 95 % over forks."
                + " CPU time is that of the whole host, of which softirqs and QEMU with vhost are"
                + " parts, and what the environment counts itself.",
            "")
        .comparedWith(figures.paths().get(0));
  }

  /** Tells what stood between the two ends, as it was read back. */
  private Section.Table paths() {
    return new Columns<String>()
        .text("path", figures::called)
        .text("stack", path -> fact(path, "stack"))
        .text("inside pinned by", path -> fact(path, "pinned"))
        .text(
            "MTU host / inside", path -> fact(path, "mtu.host") + " / " + fact(path, "mtu.inside"))
        .text("offload, host", path -> fact(path, "offload.host"))
        .text("offload, inside", path -> fact(path, "offload.inside"))
        .text("proof", path -> fact(path, "proof"))
        .table("The paths", figures.paths());
  }

  private String fact(String path, String name) {
    return run.environments().get(path).get("path." + name).orElse(Words.NONE);
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
