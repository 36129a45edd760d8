package dev.tare.cli;

import dev.tare.experiment.Availability;
import dev.tare.experiment.Experiment;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Session;
import dev.tare.experiment.Setting;
import dev.tare.experiment.ends.ClientPlace;
import dev.tare.launch.Finding;
import dev.tare.launch.Host;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Owner;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.launch.Survey;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Finds which environments a run can have here, and what they are made of: built as far as they
 * need it, and before they are asked whether they can be had.
 */
final class Environments {
  /** Stands between two environments: a comma that is in no brackets. */
  static final String BETWEEN = ",(?![^(]*\\))(?!$)";

  private static final StackSyntax SYNTAX = new StackSyntax(Layers.standard());

  /** Stands for what has not been built: a finding that names it is not one of the host. */
  private static final String NOT_BUILT = "/tare-not-built";

  private final MeasuredRun run;
  private final Limits limits;
  private final PrintWriter err;
  private Optional<Userland> userland = Userland.cached();

  Environments(MeasuredRun run, Limits limits, PrintWriter err) {
    this.run = run;
    this.limits = limits;
    this.err = err;
  }

  /** Returns what environments are made of; absent where only the host itself is measured. */
  Optional<Userland> userland() {
    return userland;
  }

  /** Prints what is built, step by step. */
  static Consumer<String> steps(PrintWriter err) {
    return step -> err.println("userland: " + step);
  }

  /** Returns what was asked for, whether it can be had or not; refuses what is none. */
  static Map<String, Stack> parsed(List<String> names, UnaryOperator<Stack> how) {
    Map<String, Stack> stacks = new LinkedHashMap<>();
    for (String text : names) {
      Stack stack = UsageFailure.unlessRefused("--env ", () -> how.apply(SYNTAX.parse(text)));
      checkLimits("--env " + text, stack);
      if (stacks.put(stack.text(), stack) != null) {
        throw new UsageFailure("--env " + text + ": given twice");
      }
    }
    return stacks;
  }

  /**
   * Refuses limits in brackets that will not do.
   *
   * @param asked the option, with the stack as it was typed
   */
  static void checkLimits(String asked, Stack stack) {
    UsageFailure.refuse(asked + ": ", stack.refusal(AllowedCpus.online()));
  }

  /**
   * Those that can be had, by their canonical text, in the order in which they were written. What
   * was asked for by name and cannot be had is a line, and the rest goes on; a run that is gone on
   * with needs all that it began with.
   *
   * @param names as they were written; none: the usual ones, as far as they can be had
   * @param experiment that measures them
   * @param how what the experiment needs of each
   * @param dry whether nothing is asked, and nothing built
   */
  Map<String, Stack> of(
      List<String> names, Experiment<?, ?, ?> experiment, UnaryOperator<Stack> how, boolean dry) {
    Map<String, Stack> stacks = parsed(names.isEmpty() ? experiment.usual() : names, how);
    if (experiment.runsCommands()) {
      stacks.values().forEach(one -> checkCommands("--env", one));
    }
    if (dry) {
      prepare(List.copyOf(stacks.values()), true);
      return stacks;
    }
    List<Availability> missing =
        asked(List.copyOf(stacks.values())).stream().filter(one -> !one.isUsable()).toList();
    missing.forEach(one -> stacks.remove(one.stack().text()));
    if (stacks.isEmpty() && names.isEmpty()) {
      missing.forEach(this::alsoToBeHad);
      throw new CommandFailure("no environment can be used here; --env bare is the host itself");
    }
    without(missing, stacks, names, experiment.needsAll());
    return stacks;
  }

  /**
   * The plan with those of its environments that will do for what is asked, once there is a
   * session: what will not is said as of one that cannot be had at all.
   *
   * @param asked what it began with, its environments as they were written
   */
  <P extends Record> Plan<P> able(
      Plan<P> plan, Setting asked, Experiment<P, ?, ?> experiment, Session session)
      throws IOException {
    if (session.host().isDry()) {
      return plan;
    }
    Map<String, Stack> stacks = new LinkedHashMap<>();
    List<Availability> missing = new ArrayList<>();
    for (Stack stack : plan.stacks()) {
      Optional<Finding> lack = experiment.lack(stack, plan, session);
      lack.ifPresent(why -> missing.add(new Availability(stack, List.of(why))));
      if (lack.isEmpty()) {
        stacks.put(stack.text(), stack);
      }
    }
    without(missing, stacks, asked.environments(), experiment.needsAll());
    return new Plan<>(
        plan.setting().withEnvironments(List.copyOf(stacks.keySet())),
        plan.parameters(),
        List.copyOf(stacks.values()));
  }

  private void without(
      List<Availability> missing, Map<String, Stack> stacks, List<String> names, boolean all) {
    if (stacks.isEmpty() || all || run.isResumed()) {
      refuse(missing);
    }
    missing.forEach(names.isEmpty() ? this::alsoToBeHad : this::leftOut);
  }

  private static void refuse(List<Availability> missing) {
    if (!missing.isEmpty()) {
      throw new CommandFailure(
          missing.stream().map(Availability::line).collect(Collectors.joining("; ")));
    }
  }

  private static void checkCommands(String option, Stack stack) {
    if (!stack.runsCommands()) {
      throw new UsageFailure(
          option
              + " "
              + stack.text()
              + ": it is one process, its server, and no command runs in it; boot and network"
              + " measure it");
    }
  }

  /** Refuses what a run's client cannot be, before anything is made. */
  static void checkBesides(List<Stack> stacks) {
    for (Stack stack : stacks) {
      checkLimits(ClientPlace.OPTION + " " + stack.text(), stack);
      checkCommands(ClientPlace.OPTION, stack);
    }
  }

  /**
   * Makes sure that those can be had which a run needs besides, for its client.
   *
   * @throws CommandFailure in one line where one cannot
   */
  void besides(List<Stack> stacks, boolean dry) {
    if (dry && !stacks.isEmpty() && userland.isEmpty()) {
      userland = Userland.expected(layers(stacks));
    } else if (!dry) {
      refuse(asked(stacks).stream().filter(one -> !one.isUsable()).toList());
    }
  }

  /** Builds all that these are made of, as far as it can be built; nothing is asked about them. */
  void prepare(List<Stack> stacks, boolean dry) {
    if (dry) {
      userland = Userland.expected(layers(stacks));
    } else if (!isBare(stacks)) {
      userland = built(stacks, userland, err);
    }
  }

  private static boolean isBare(List<Stack> stacks) {
    return stacks.stream().allMatch(stack -> stack.names().equals(Stack.BARE));
  }

  private void leftOut(Availability one) {
    run.unavailable().add(one.line());
    err.println("left out: " + one.line());
  }

  /** A layer inside of one that is missing is no line of its own. */
  private void alsoToBeHad(Availability one) {
    if (one.stack().steps().size() == 1) {
      err.println("tare: also to be had: " + one.line());
    }
  }

  private List<Availability> asked(List<Stack> stacks) {
    Answers answers = answers(stacks, userland, limits, err);
    userland = answers.userland();
    return answers.all();
  }

  /**
   * Returns those of some environments that this host cannot have, by the names of their layers,
   * with the reason of each. What the others are made of is built.
   */
  static Map<String, String> missing(List<Stack> stacks, PrintWriter err) {
    Map<String, String> missing = new LinkedHashMap<>();
    answers(stacks, Userland.cached(), Limits.NONE, err).all().stream()
        .filter(one -> !one.isUsable())
        .forEach(one -> missing.put(one.stack().names(), one.line()));
    return missing;
  }

  /** Holds what was asked about, in its order, and what was built for that. */
  private record Answers(List<Availability> all, Optional<Userland> userland) {}

  private static Answers answers(
      List<Stack> stacks, Optional<Userland> known, Limits limits, PrintWriter err) {
    List<Availability> first = ask(stacks, AskedHost.without(NOT_BUILT), limits);
    List<Stack> promising =
        first.stream().filter(Environments::isPromising).map(Availability::stack).toList();
    if (isBare(promising)) {
      return new Answers(first, known);
    }
    Optional<Userland> built = built(promising, known, err);
    List<Availability> second = new ArrayList<>(ask(promising, AskedHost.with(built), limits));
    return new Answers(
        first.stream().map(one -> isPromising(one) ? second.remove(0) : one).toList(), built);
  }

  private static List<Availability> ask(List<Stack> stacks, Host host, Limits limits) {
    Owner owner = Owner.ofRun("check");
    return Survey.beside(stacks, stack -> Availability.of(host, stack, owner, limits));
  }

  /** Tells whether nothing is missing, or only what is built here. */
  private static boolean isPromising(Availability one) {
    return one.findings().stream()
        .filter(Finding::stops)
        .allMatch(finding -> finding.what().contains(NOT_BUILT));
  }

  /** Containers need no guest's images: they are had also where none can be built. */
  private static Optional<Userland> built(
      List<Stack> stacks, Optional<Userland> known, PrintWriter err) {
    Optional<Userland> userland = known;
    try {
      userland = Optional.of(Userland.built(steps(err)));
      Userland.builtFor(layers(stacks), steps(err));
    } catch (IOException e) {
      err.println("tare: not all that environments are made of could be built: " + e.getMessage());
    }
    return userland;
  }

  private static List<String> layers(List<Stack> stacks) {
    return stacks.stream().flatMap(stack -> stack.layers().stream()).toList();
  }
}
