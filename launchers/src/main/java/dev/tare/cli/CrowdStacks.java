package dev.tare.cli;

import dev.tare.experiment.Availability;
import dev.tare.experiment.PlanValues;
import dev.tare.experiment.Session;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.result.io.RunDocument;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Which environments a run of several at once visits: what was asked for, as far as it is had. */
final class CrowdStacks {
  private static final List<String> USUAL = List.of("docker", "lxc", "kvm");

  private final String verb;
  private final CrowdArguments arguments;
  private final MeasuredRun run;
  private final StackSyntax syntax;
  private final PrintWriter err;

  CrowdStacks(
      String verb, CrowdArguments arguments, MeasuredRun run, StackSyntax syntax, PrintWriter err) {
    this.verb = verb;
    this.arguments = arguments;
    this.run = run;
    this.syntax = syntax;
    this.err = err;
  }

  /** Whether there may be one of that layer among them. */
  boolean mayHave(String layer) {
    List<String> names = names();
    return names.isEmpty() || names.stream().anyMatch(one -> one.contains(layer));
  }

  /**
   * By their canonical text, in the order in which they were written. What was asked for by name
   * and cannot be had is a line, and the rest goes on; a run that is gone on with needs all that it
   * began with.
   *
   * @param how what the experiment needs of each
   */
  Map<String, Stack> of(Session session, UnaryOperator<Stack> how) {
    Map<String, Stack> stacks = parsed(names(), syntax, how);
    if (stacks.isEmpty()) {
      return usual(session, how);
    }
    List<Stack> asked = List.copyOf(stacks.values());
    asked.forEach(
        stack -> missing(session, stack).ifPresent(line -> leaveOut(stacks, stack, line)));
    if (stacks.isEmpty() || run.isResumed() && !run.unavailable().isEmpty()) {
      throw new CommandFailure(ExitCode.FAILED, String.join("; ", run.unavailable()));
    }
    return stacks;
  }

  /** What was asked for, whether it can be had or not; refuses what is none. */
  static Map<String, Stack> parsed(
      List<String> names, StackSyntax syntax, UnaryOperator<Stack> how) {
    Map<String, Stack> stacks = new LinkedHashMap<>();
    for (String text : names) {
      Stack stack;
      try {
        stack = how.apply(syntax.parse(text));
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

  /** Those that are asked for, or that the run began with; none: what can be had. */
  private List<String> names() {
    return run.isResumed()
        ? run.read(begun -> plan(begun).lines("environments"))
        : arguments.names();
  }

  private PlanValues plan(RunDocument begun) {
    return PlanValues.read(verb, begun.plan());
  }

  /** The usual environments that this host has; what it lacks is a line each. */
  private Map<String, Stack> usual(Session session, UnaryOperator<Stack> how) {
    Map<String, Stack> usable = new LinkedHashMap<>();
    for (String name : USUAL) {
      Stack stack = how.apply(syntax.parse(name));
      missing(session, stack)
          .ifPresentOrElse(
              line -> err.println("left out: " + line), () -> usable.put(stack.text(), stack));
    }
    if (usable.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED, "no environment can be used here; --env bare is the host itself");
    }
    return usable;
  }

  private Optional<String> missing(Session session, Stack stack) {
    if (session.host().isDry()) {
      return Optional.empty();
    }
    Limits limits = run.isResumed() ? run.read(begun -> plan(begun).limits()) : arguments.limits();
    Availability found = Availability.of(session.host(), stack, session.owner(), limits);
    return found.isUsable() ? Optional.empty() : Optional.of(found.line());
  }
}
