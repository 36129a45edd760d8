package dev.tare.experiment.allocation;

import dev.tare.experiment.HostContext;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.experiment.density.StudyClaim;
import dev.tare.result.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Chaufournier 2016, sections 4.3 and 5.1, beside what was found here. */
final class AllocationClaims {
  private static final String STUDY = "chaufournier2016";
  private static final String LXC = "lxc";

  private static final StudyClaim OVERCOMMITTED =
      new StudyClaim(
          STUDY,
          "Fig. 8",
          "overcommit",
          "machines compute within 5 % of containers where 1.5 times the CPUs are promised"
              + " (theirs: 1 % below)",
          0.95,
          1.05);
  private static final StudyClaim MEMORY_OVERCOMMITTED =
      new StudyClaim(
          STUDY,
          "Fig. 8",
          "overcommit",
          "machines do 5 to 15 % less than containers where 1.5 times the memory is promised"
              + " (theirs: 10 % less)",
          0.85,
          0.95);
  private static final StudyClaim SETS =
      new StudyClaim(
          STUDY,
          "Fig. 9",
          "allocation",
          "the same part of the CPU as a weight gives up to 40 % more or less than as a set",
          0.6,
          1.4);
  private static final StudyClaim SOFT =
      new StudyClaim(
          STUDY,
          "Fig. 10a",
          "limits",
          "latency is lower with soft limits than with hard ones where 1.5 times the memory is"
              + " promised, whatever by how much (theirs: 25 %)",
          0,
          1);
  private static final StudyClaim SOFT_OR_MACHINE =
      new StudyClaim(
          STUDY,
          "Fig. 10b",
          "limits",
          "soft-limited containers do more than machines where twice the memory is promised,"
              + " whatever by how much (theirs: 40 %)",
          1,
          Double.POSITIVE_INFINITY);

  private final AllocationPlan plan;
  private final HostContext ground;
  private final AllocationSection.Scores scores;
  private final MemoryTable memory;

  AllocationClaims(
      AllocationPlan plan,
      HostContext ground,
      AllocationSection.Scores scores,
      MemoryTable memory) {
    this.plan = plan;
    this.ground = ground;
    this.scores = scores;
    this.memory = memory;
  }

  /** What the study saw of soft limits against hard ones, in latency. */
  static List<Section.Bar> softBars() {
    OptionalDouble change = SOFT.value(LXC);
    if (change.isEmpty()) {
      return List.of();
    }
    double left = 1 + change.getAsDouble();
    return List.of(
        new Section.Bar(
            "Chaufournier 2016: lxc, soft x1.5",
            Section.Cell.of(left, Section.Cell.NUMBER).with(", " + SOFT.where()),
            true));
  }

  List<Section.Judged> all() {
    List<Section.Judged> all = new ArrayList<>();
    plan.workloads().stream()
        .filter(AllocationSection::isCpu)
        .findFirst()
        .ifPresent(work -> all.addAll(cpu(work.word())));
    if (plan.workloads().stream().anyMatch(one -> !AllocationSection.isCpu(one))) {
      all.addAll(memory());
    }
    return all;
  }

  private List<Section.Judged> cpu(String work) {
    String containers = containers().orElse(LXC);
    Optional<String> machines = of("kvm");
    return List.of(
        beside(
            OVERCOMMITTED,
            machines.flatMap(one -> at(one, work + " x1.5")),
            at(containers, work + " x1.5"),
            "kvm over " + containers,
            machines.orElse("kvm")),
        beside(
            SETS,
            at(containers, work + " " + Cases.SHARES),
            at(containers, work + " " + Cases.SET),
            containers + ", weight over set",
            containers));
  }

  private List<Section.Judged> memory() {
    String containers = containers().orElse(LXC);
    String machines = of("kvm").orElse("kvm");
    return List.of(
        memory(
            MEMORY_OVERCOMMITTED,
            new Place(machines, Cases.HARD + " x1.5"),
            new Place(containers, Cases.HARD + " x1.5"),
            "kvm over " + containers,
            machines),
        memory(
            SOFT,
            new Place(containers, Cases.HARD + " x1.5"),
            new Place(containers, Cases.SOFT + " x1.5"),
            containers + ", latency with soft over hard",
            containers),
        memory(
            SOFT_OR_MACHINE,
            new Place(containers, Cases.SOFT + " x2"),
            new Place(machines, Cases.HARD + " x2"),
            containers + ", soft, over kvm",
            machines));
  }

  /** A case in an environment. */
  private record Place(String environment, String name) {}

  /** Those who are left have more than was promised: nothing is held against the study. */
  private Section.Judged memory(
      StudyClaim claim, Place a, Place b, String about, String environment) {
    for (Place one : List.of(a, b)) {
      Optional<Section.Cell> killed = memory.killed(one.environment(), one.name());
      if (killed.isPresent()) {
        return claim.beside(
            about
                + ": "
                + Math.round(killed.get().value())
                + " were killed in "
                + one.environment()
                + " "
                + one.name());
      }
    }
    return beside(
        claim, at(a.environment(), a.name()), at(b.environment(), b.name()), about, environment);
  }

  private Section.Judged beside(
      StudyClaim claim,
      Optional<PlaceScores> a,
      Optional<PlaceScores> b,
      String about,
      String environment) {
    return claim.beside(AllocationSection.ratio(a, b), about, ground.other(environment));
  }

  /** LXC as in the study, or else Docker. */
  private Optional<String> containers() {
    return of(LXC).or(() -> of("docker"));
  }

  private Optional<String> of(String kind) {
    return plan.environments().stream()
        .filter(one -> HostContext.kind(one).equals(kind))
        .findFirst();
  }

  private Optional<PlaceScores> at(String environment, String name) {
    return new Cases(plan)
        .of(false).stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .flatMap(one -> scores.of(environment, one));
  }
}
