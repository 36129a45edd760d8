package dev.tare.experiment.judge;

import dev.tare.experiment.Session;
import dev.tare.experiment.VisitPlan;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;

/**
 * One of the things that are compared.
 *
 * @param name what the run calls its environment: sides may be the same stack
 * @param session that makes its environments, with the jar that it is measured by
 * @param stack where it is measured
 * @param limits of each environment, besides those in the stack's brackets
 * @param visit what each visit runs
 */
public record Side(String name, Session session, Stack stack, Limits limits, VisitPlan visit) {
  public static final String BASELINE = "baseline";

  public static final String CANDIDATE = "candidate";
}
