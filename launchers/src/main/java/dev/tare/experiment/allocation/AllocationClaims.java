package dev.tare.experiment.allocation;

import dev.tare.experiment.density.Ground;
import dev.tare.experiment.density.PlaceScores;
import dev.tare.experiment.density.StudyClaim;
import dev.tare.result.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chaufournier 2016, sections 4.3 and 5.1, beside what was found here. */
final class AllocationClaims {
  private static final String STUDY = "chaufournier2016";

  private static final StudyClaim OVERCOMMITTED =
      new StudyClaim(
          STUDY,
          "Fig. 8",
          "overcommit",
          "machines compute within 5 % of containers where 1.5 times the CPUs are promised"
              + " (theirs: 1 % below)",
          0.95,
          1.05);
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
              + " worked on, whatever by how much (theirs: 25 %)",
          0,
          1);
  private static final StudyClaim SOFT_OR_MACHINE =
      new StudyClaim(
          STUDY,
          "Fig. 10b",
          "limits",
          "soft-limited containers do more than machines where twice the memory is worked on,"
              + " whatever by how much (theirs: 40 %)",
          1,
          Double.POSITIVE_INFINITY);

  private final AllocationPlan plan;
  private final Ground ground;
  private final AllocationSection.Scores scores;

  AllocationClaims(AllocationPlan plan, Ground ground, AllocationSection.Scores scores) {
    this.plan = plan;
    this.ground = ground;
    this.scores = scores;
  }

  List<Section.Beside> all() {
    List<Section.Beside> all = new ArrayList<>();
    plan.workloads().stream()
        .filter(AllocationSection::isCpu)
        .findFirst()
        .ifPresent(work -> all.addAll(cpu(work.label())));
    if (plan.workloads().stream().anyMatch(one -> !AllocationSection.isCpu(one))) {
      all.addAll(memory());
    }
    return all;
  }

  private List<Section.Beside> cpu(String work) {
    String containers = containers().orElse("lxc");
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

  private List<Section.Beside> memory() {
    String containers = containers().orElse("lxc");
    Optional<String> machines = of("kvm");
    return List.of(
        beside(
            SOFT,
            at(containers, Cases.HARD + " x1.5"),
            at(containers, Cases.SOFT + " x1.5"),
            containers + ", latency with soft over hard",
            containers),
        beside(
            SOFT_OR_MACHINE,
            at(containers, Cases.SOFT + " x2"),
            machines.flatMap(one -> at(one, Cases.HARD + " x2")),
            containers + ", soft, over kvm",
            machines.orElse("kvm")));
  }

  private Section.Beside beside(
      StudyClaim claim,
      Optional<PlaceScores> a,
      Optional<PlaceScores> b,
      String about,
      String environment) {
    return claim.beside(AllocationSection.ratio(a, b), about, ground.other(environment));
  }

  /** LXC as in the study, or else Docker. */
  private Optional<String> containers() {
    return of("lxc").or(() -> of("docker"));
  }

  private Optional<String> of(String kind) {
    return plan.environments().stream().filter(one -> Ground.kind(one).equals(kind)).findFirst();
  }

  private Optional<PlaceScores> at(String environment, String name) {
    return new Cases(plan)
        .of(false).stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .flatMap(one -> scores.of(environment, one));
  }
}
