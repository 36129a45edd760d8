package dev.tare.experiment.density;

import dev.tare.experiment.HostContext;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.result.Section;
import dev.tare.stats.GeometricMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Dhar 2016, chapter 4, beside a sweep: 8 guests on a host with 8 hardware threads. */
final class DensityClaims {
  private static final String STUDY = "dhar2016";
  private static final String EXPERIMENT = "density";
  private static final int THEIR_GUESTS = 8;

  private static final StudyClaim CPU =
      new StudyClaim(
          STUDY,
          "Fig. 4.1",
          EXPERIMENT,
          "each of 8 guests that compute takes as long as one alone, or up to 1.25 times (theirs:"
              + " 1.17 and 1.20)",
          0.95,
          1.25);
  private static final StudyClaim ALIKE =
      new StudyClaim(
          STUDY,
          "Sec. 4.5.1",
          EXPERIMENT,
          "8 guests compute alike in containers and machines: within 5 %",
          0.95,
          1.05);
  private static final StudyClaim DISK =
      new StudyClaim(
          STUDY,
          "Sec. 4.5.2",
          EXPERIMENT,
          "random file accesses of 8 machines are slower than of 8 containers, whatever by how much",
          1,
          Double.POSITIVE_INFINITY);

  private final Workload workload;
  private final HostContext ground;
  private final List<SweepRow> rows;

  /**
   * @param rows of the sweep, in rising order of guests
   */
  DensityClaims(Workload workload, HostContext ground, List<SweepRow> rows) {
    this.workload = workload;
    this.ground = ground;
    this.rows = rows;
  }

  List<Section.Judged> all() {
    List<Section.Judged> all = new ArrayList<>();
    if (workload == Workload.PRIME) {
      for (String kind : List.of("docker", "kvm")) {
        if (most(kind).isPresent() || kind.equals("docker")) {
          all.add(packed(kind));
        }
      }
      all.add(against(ALIKE));
    } else if (workload == Workload.RANDOM_FILE) {
      all.add(against(DISK));
    }
    return all;
  }

  /** So many at once against one alone. */
  private Section.Judged packed(String kind) {
    Optional<SweepRow> most = most(kind);
    Optional<SweepRow> one = at(kind, 1);
    Optional<GeometricMean> cost =
        most.isPresent() && one.isPresent() && most.get().guests() > 1
            ? one.get().scores().ratioTo(most.get().scores())
            : Optional.empty();
    String about = kind + " x" + most.map(SweepRow::guests).orElse(1) + " over x1";
    return CPU.beside(cost, about, other(most));
  }

  private Section.Judged against(StudyClaim claim) {
    Optional<SweepRow> machines = most("kvm");
    Optional<SweepRow> containers = machines.flatMap(row -> at("docker", row.guests()));
    Optional<GeometricMean> cost =
        containers.flatMap(row -> row.scores().ratioTo(machines.get().scores()));
    int guests = machines.map(SweepRow::guests).orElse(1);
    return claim.beside(cost, "kvm x" + guests + " over docker x" + guests, other(machines));
  }

  /** Why so many guests here are not what eight were there. */
  private Optional<String> other(Optional<SweepRow> row) {
    if (row.isPresent() && row.get().guests() != THEIR_GUESTS) {
      return Optional.of("theirs were " + THEIR_GUESTS + " guests on 8 CPUs");
    }
    if (ground.cpus() < THEIR_GUESTS) {
      return Optional.of("theirs had 8 CPUs, this host has " + ground.cpus());
    }
    return ground.other(row.map(SweepRow::environment).orElse(""));
  }

  /** The row of as many guests as the study had, or else of the most. */
  private Optional<SweepRow> most(String kind) {
    return at(kind, THEIR_GUESTS)
        .or(
            () ->
                rows.stream()
                    .filter(row -> HostContext.kind(row.environment()).equals(kind))
                    .reduce((a, b) -> b));
  }

  private Optional<SweepRow> at(String kind, int guests) {
    return rows.stream()
        .filter(row -> HostContext.kind(row.environment()).equals(kind) && row.guests() == guests)
        .findFirst();
  }
}
