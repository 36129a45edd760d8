package dev.tare.experiment;

import dev.tare.launch.Environment;
import dev.tare.launch.Finding;
import dev.tare.launch.Limits;
import dev.tare.launch.Owner;
import dev.tare.launch.Spec;
import dev.tare.launch.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a stack can be had here, as far as its outermost layer tells: what lies further in shows
 * when it is entered.
 *
 * @param stack that is asked about
 * @param findings of its outermost layer
 */
public record Availability(Stack stack, List<Finding> findings) {
  public Availability {
    findings = List.copyOf(findings);
  }

  /**
   * Asks the outermost layer.
   *
   * @param host where it would be entered
   */
  public static Availability of(Environment host, Stack stack, Owner owner, Limits limits) {
    Stack.Step first = stack.steps().get(0);
    Limits own = first.limits().or(limits);
    List<String> inner = stack.steps().stream().skip(1).map(step -> step.layer().name()).toList();
    Spec spec = new Spec(owner, Owner.PREFIX + owner.pid() + "-check", first.options(), own, inner);
    List<Finding> findings = new ArrayList<>();
    try {
      findings.addAll(first.layer().check(host, spec));
    } catch (IOException e) {
      findings.add(
          Finding.missing(String.valueOf(e.getMessage()), "see java -jar benchmarks.jar env"));
    }
    return new Availability(stack, findings);
  }

  public boolean isUsable() {
    return findings.stream().noneMatch(Finding::stops);
  }

  /** Why it cannot be had, and what helps; what to know of it where it can. */
  public String line() {
    List<String> lines =
        findings.stream()
            .filter(finding -> isUsable() || finding.stops())
            .map(Finding::line)
            .toList();
    return stack.text() + ": " + String.join("; ", lines);
  }
}
