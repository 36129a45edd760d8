package dev.tare.cli;

import dev.tare.experiment.Availability;
import dev.tare.experiment.Session;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Finds which environments an experiment visits: what was asked for, as far as it is had. */
final class AskedStacks {
  private static final List<String> USUAL = List.of("docker", "lxc", "kvm");

  private final MeasuredRun run;
  private final Session session;
  private final Limits limits;
  private final PrintWriter err;
  private static final StackSyntax SYNTAX = new StackSyntax(Layers.standard());

  AskedStacks(MeasuredRun run, Session session, Limits limits, PrintWriter err) {
    this.run = run;
    this.session = session;
    this.limits = limits;
    this.err = err;
  }

  /**
   * By their canonical text, in the order in which they were written. What was asked for by name
   * and cannot be had is a line, and the rest goes on; a run that is gone on with needs all that it
   * began with.
   *
   * @param names as they were written; none: the usual ones, as far as they can be had
   * @param how what the experiment needs of each
   */
  Map<String, Stack> of(List<String> names, UnaryOperator<Stack> how) {
    if (names.isEmpty()) {
      return usual(how);
    }
    Map<String, Stack> stacks = parsed(names, how);
    List<Stack> asked = List.copyOf(stacks.values());
    asked.forEach(stack -> missing(stack).ifPresent(line -> leaveOut(stacks, stack, line)));
    if (stacks.isEmpty() || run.isResumed() && !run.unavailable().isEmpty()) {
      throw new CommandFailure(ExitCode.FAILED, String.join("; ", run.unavailable()));
    }
    return stacks;
  }

  /** What was asked for, whether it can be had or not; refuses what is none. */
  static Map<String, Stack> parsed(List<String> names, UnaryOperator<Stack> how) {
    Map<String, Stack> stacks = new LinkedHashMap<>();
    for (String text : names) {
      Stack stack;
      try {
        stack = how.apply(SYNTAX.parse(text));
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(ExitCode.USAGE, "--env " + e.getMessage());
      }
      if (stacks.put(stack.text(), stack) != null) {
        throw new CommandFailure(ExitCode.USAGE, "--env " + text + ": given twice");
      }
    }
    return stacks;
  }

  private void leaveOut(Map<String, Stack> stacks, Stack stack, String why) {
    stacks.remove(stack.text());
    run.unavailable().add(why);
    err.println("left out: " + why);
  }

  /** The usual environments that this host has; what it lacks is a line each. */
  private Map<String, Stack> usual(UnaryOperator<Stack> how) {
    Map<String, Stack> usable = new LinkedHashMap<>();
    for (String name : USUAL) {
      Stack stack = how.apply(SYNTAX.parse(name));
      missing(stack)
          .ifPresentOrElse(
              line -> err.println("left out: " + line), () -> usable.put(stack.text(), stack));
    }
    if (usable.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED, "no environment can be used here; --env bare is the host itself");
    }
    return usable;
  }

  private Optional<String> missing(Stack stack) {
    if (session.host().isDry()) {
      return Optional.empty();
    }
    Availability found = Availability.of(session.host(), stack, session.owner(), limits);
    return found.isUsable() ? Optional.empty() : Optional.of(found.line());
  }
}
