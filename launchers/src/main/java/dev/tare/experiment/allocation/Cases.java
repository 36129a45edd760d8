package dev.tare.experiment.allocation;

import dev.tare.experiment.Words;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Holds the cases of a plan. */
final class Cases {
  static final String SET = "set";
  static final String SHARES = "shares";
  static final String QUOTA = "quota";
  static final String PROMISED = "promised";
  static final String HARD = "hard";
  static final String SOFT = "soft";

  /** An even weight; the rivals' is as many times larger as their part is. */
  private static final long SHARES_OF_ONE = 1024;

  /** Holds what there is, as a multiple of what each is promised. */
  static final int THERE_IS = 2;

  private final Asked plan;
  private final int all;
  private final int quarter;

  Cases(Asked plan) {
    this.plan = plan;
    this.all = plan.cpus().size();
    this.quarter = Math.max(1, all / 4);
  }

  /**
   * Returns what is run in environments of a kind.
   *
   * @param machine whether it has a kernel of its own: its memory is what it was made with, so
   *     there is no soft limit
   */
  List<Case> of(boolean machine) {
    List<Case> cases = new ArrayList<>();
    for (Workload workload : plan.workloads()) {
      Optional<Filling> filling = Filling.of(workload);
      if (filling.isPresent()) {
        plan.overcommit().forEach(factor -> cases.add(memory(workload, HARD, factor)));
        if (!machine) {
          plan.overcommit().forEach(factor -> cases.add(memory(workload, SOFT, factor)));
        }
      } else {
        if (all > 1) {
          cases.addAll(shares(workload));
        }
        plan.overcommit().forEach(factor -> cases.add(overcommitted(workload, factor)));
      }
    }
    return cases;
  }

  /**
   * Returns what of all CPUs the measured one is given: a quarter, or one CPU where there are few.
   */
  double share() {
    return (double) quarter / all;
  }

  private List<Case> shares(Workload workload) {
    List<Integer> cpus = List.copyOf(plan.cpus());
    long rivals = Math.round(SHARES_OF_ONE * (double) (all - quarter) / quarter);
    return List.of(
        pair(
            workload,
            SET,
            cpuset(plan.cpus().headSet(cpus.get(quarter))),
            cpuset(plan.cpus().tailSet(cpus.get(quarter)))),
        pair(
            workload,
            SHARES,
            plan.limits().with("shares", String.valueOf(SHARES_OF_ONE)),
            plan.limits().with("shares", String.valueOf(rivals))),
        pair(workload, QUOTA, quota(quarter), quota(all - quarter)));
  }

  /** Runs as many threads in each as there are CPUs: a share is only had where it is asked for. */
  private Case pair(Workload workload, String name, Limits measured, Limits rival) {
    return new Case(
        Case.Family.SHARE,
        name,
        workload.label() + " " + name,
        workload,
        1,
        0,
        0,
        List.of(
            new Case.Part("", 1, measured, all, plan.params()),
            new Case.Part(Case.Part.RIVAL, 1, rival, all, plan.params())));
  }

  /** Environments with half of the CPUs each: two are all there is. */
  private Case overcommitted(Workload workload, double factor) {
    double half = all / 2.0;
    return new Case(
        Case.Family.CPU,
        PROMISED,
        workload.label() + " x" + Words.plain(factor),
        workload,
        factor,
        0,
        0,
        List.of(
            new Case.Part(
                "",
                (int) Math.round(2 * factor),
                quota(half),
                (int) Math.max(1, Math.ceil(half)),
                plan.params())));
  }

  /**
   * Environments that share a pool of what two of them are promised; what each works on nearly
   * fills its own promise.
   */
  private Case memory(Workload workload, String kind, double factor) {
    Filling filling = Filling.of(workload).orElseThrow();
    long bytes = plan.memoryBytes();
    long pool = THERE_IS * bytes;
    long filled = filling.bytes(bytes);
    // What is asked of soft limits holds for the other cases.
    Limits others = plan.limits().without("memory", "memory-soft");
    Limits limits =
        kind.equals(HARD)
            ? others.with("memory", String.valueOf(bytes))
            : others
                .with("memory", String.valueOf(pool))
                .with("memory-soft", String.valueOf(bytes));
    return new Case(
        Case.Family.MEMORY,
        kind,
        memory(workload, kind, Words.plain(factor)),
        workload,
        factor,
        filling.onDisk() ? filled : 0,
        pool,
        List.of(
            new Case.Part(
                "", (int) Math.round(THERE_IS * factor), limits, 1, filling.params(filled))));
  }

  static String memory(Workload workload, String kind, String factor) {
    return workload.label() + " " + kind + " x" + factor;
  }

  private Limits cpuset(SortedSet<Integer> cpus) {
    return plan.limits()
        .with("cpuset", cpus.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  private Limits quota(double cpus) {
    return plan.limits().withCpus(cpus);
  }
}
