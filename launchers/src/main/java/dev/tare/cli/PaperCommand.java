package dev.tare.cli;

import dev.tare.experiment.OwnJar;
import dev.tare.launch.Stack;
import dev.tare.result.Nearest;
import dev.tare.result.PublishedFigure;
import dev.tare.result.StudyStep;
import dev.tare.result.io.PublishedJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs all that a published study did, and shows its figures beside those that were measured. */
@Command(
    name = "paper",
    description = {
      "Measures all that one of the five studies measured, and ends with its page.",
      "",
      "Each step is one of the other verbs, with a run folder of its own in that of the plan. The"
          + " page has every figure of the study, what stands beside it here, and the verdict with"
          + " its interval, or the command that would measure what is still open.",
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar paper dhar2016 --dry-run",
      "  java -jar target/benchmarks.jar paper chaufournier2016 --profile quick --env bare,lxc",
      "  java -jar target/benchmarks.jar paper enberg2016 --resume 20260102-030405-678",
      "",
      "Exit: 0 done; 2 usage; 5 an environment that was asked for is unavailable, or something"
          + " failed: the rest has run.",
    })
final class PaperCommand extends Verb {
  private static final String KVM = "kvm";

  @Parameters(
      paramLabel = "STUDY",
      description = "chaufournier2016, vaucher2015, dhar2016, enberg2016 or sonone2015.")
  private String study;

  @Option(
      names = "--env",
      paramLabel = "NAME",
      split = ParameterOptions.BETWEEN,
      splitSynopsisLabel = ",",
      description =
          "Of the study's environments only these, without brackets; may be repeated (default: all"
              + " that this host has).")
  private List<String> environments = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "paper",
      description =
          "quick, standard or paper, as of all verbs; quick leaves bombs, programs, builds and"
              + " files of many gigabytes out (default: paper, the study's own sizes).")
  private Profile profile;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      description = "How often everything is repeated (default: the profile's).")
  private Integer blocks;

  @Mixin private RunOptions run;

  @Mixin private FormatOption format;

  private static final List<String> UNASKED =
      List.of(
          "all of the study's environments: which of them this host cannot have, and so leaves out,"
              + " is asked when it runs");

  private final PublishedFigure.Library library = PublishedJson.read();

  @Override
  public Integer call() throws Exception {
    if (!library.papers().containsKey(study)) {
      Set<String> studies = library.papers().keySet();
      throw new UsageFailure(
          "%s: no study%s; there are %s"
              .formatted(study, Nearest.asked(study, studies), String.join(", ", studies)));
    }
    Optional<Path> begun = run.resume().map(PaperCommand::folder);
    if (begun.isPresent()) {
      return run(begun.get(), begun(begun.get()));
    }
    Predicate<String> wanted = wanted();
    if (run.isDry()) {
      return run(Path.of(""), plan(wanted, environments.isEmpty() ? UNASKED : List.of()));
    }
    Path path = RunPlace.of(run.out(), Instant.now());
    RunPlace.checkNew(path);
    Map<String, String> missing = environments.isEmpty() ? missing() : Map.of();
    Predicate<String> had = wanted.and(name -> !missing.containsKey(name));
    List<String> lines = missing.values().stream().map(line -> "not measured: " + line).toList();
    return run(path, plan(had, lines));
  }

  private int run(Path path, PaperPlan plan) throws Exception {
    PaperRun paper = new PaperRun(path, plan, out(), err());
    return run.isDry() ? paper.rehearse() : paper.run(format);
  }

  private Set<String> all() {
    return StudyStep.of(library, study, any -> true).stream()
        .flatMap(step -> step.command().environments().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Predicate<String> wanted() {
    Set<String> all = all();
    for (String one : environments) {
      if (one.contains("(")) {
        throw new UsageFailure(
            "--env " + one + ": options are the study's own; name the layers alone");
      }
    }
    Set<String> asked = Environments.parsed(environments, UnaryOperator.identity()).keySet();
    if (!asked.isEmpty() && Collections.disjoint(asked, all)) {
      throw new UsageFailure(
          "--env " + String.join(",", asked) + ": " + study + " has " + String.join(", ", all));
    }
    return name -> asked.isEmpty() || asked.contains(name);
  }

  /** Returns those of them that this host cannot have, with the reason; emulated is no machine. */
  private Map<String, String> missing() {
    UnaryOperator<Stack> real =
        stack -> stack.layers().indexOf(KVM) == 0 ? stack.with(0, "accel", KVM) : stack;
    return Environments.missing(
        List.copyOf(Environments.parsed(List.copyOf(all()), real).values()), err());
  }

  private PaperPlan plan(Predicate<String> wanted, List<String> noted) throws IOException {
    List<String> notes = new ArrayList<>(noted);
    List<StudyStep> steps = new ArrayList<>();
    for (StudyStep one : StudyStep.of(library, study, wanted)) {
      if (profile == Profile.quick && one.command().slow()) {
        notes.add("left out of a quick plan: " + one.command().text());
      } else {
        steps.add(one);
      }
    }
    if (steps.isEmpty() && notes.isEmpty()) {
      throw new UsageFailure(
          "--env %s: %s says nothing of that alone; it compares %s"
              .formatted(String.join(",", environments), study, String.join(", ", all())));
    }
    if (steps.isEmpty()) {
      throw new CommandFailure(
          "nothing of " + study + " can be measured: " + String.join("; ", notes));
    }
    return new PaperPlan(
        study,
        run.isDry() ? "" : OwnJar.running().sha256(),
        profile,
        Optional.ofNullable(blocks),
        run.seed(),
        run.command(),
        steps,
        notes,
        Collections.nCopies(steps.size(), Optional.empty()));
  }

  private static Path folder(String name) {
    Path asked = Path.of(name);
    Path path = PaperPlan.isIn(asked) ? asked : RunPlace.kept(name);
    if (!PaperPlan.isIn(path)) {
      throw new UsageFailure("--resume " + name + ": no such plan" + Nearest.asked(asked));
    }
    return path.normalize();
  }

  private PaperPlan begun(Path folder) throws IOException {
    PaperPlan plan = RunPlace.read(folder.toString(), () -> PaperPlan.read(folder));
    if (!plan.study().equals(study)) {
      throw new UsageFailure("--resume " + folder + ": a plan of " + plan.study());
    }
    RunPlace.checkJar(Optional.of(plan.jar()));
    return plan;
  }
}
