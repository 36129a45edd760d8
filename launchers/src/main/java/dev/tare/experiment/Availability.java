package dev.tare.experiment;

import dev.tare.launch.Environment;
import dev.tare.launch.Finding;
import dev.tare.launch.Limits;
import dev.tare.launch.Owner;
import dev.tare.launch.Spec;
import dev.tare.launch.Stack;
import dev.tare.launch.Survey;
import java.util.List;

/**
 * Describes whether a stack can be had here, as far as its outermost layer tells: what lies further
 * in shows when it is entered.
 *
 * @param stack that is asked about
 * @param findings of its outermost layer
 */
public record Availability(Stack stack, List<Finding> findings) {
  public Availability {
    findings = List.copyOf(findings);
  }

  /**
   * Asks the outermost layer, which is given ten seconds to answer.
   *
   * @param host where it would be entered
   */
  public static Availability of(Environment host, Stack stack, Owner owner, Limits limits) {
    Stack.Step first = stack.steps().get(0);
    Limits own = first.limits().or(limits);
    List<String> inner = stack.steps().stream().skip(1).map(step -> step.layer().name()).toList();
    Spec spec = new Spec(owner, Owner.PREFIX + owner.pid() + "-check", first.options(), own, inner);
    return new Availability(stack, Survey.onHost(first.layer(), host, spec));
  }

  public boolean isUsable() {
    return findings.stream().noneMatch(Finding::stops);
  }

  /** Tells why it cannot be had, and what helps; what to know of it where it can. */
  public String line() {
    List<String> lines =
        findings.stream()
            .filter(finding -> isUsable() || finding.stops())
            .map(Finding::line)
            .toList();
    return stack.text() + ": " + String.join("; ", lines);
  }
}
