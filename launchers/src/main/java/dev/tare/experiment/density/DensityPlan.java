package dev.tare.experiment.density;

import dev.tare.experiment.PlanValues;
import dev.tare.experiment.Timing;
import dev.tare.experiment.VisitPlan;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.Limits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * What a sweep is to measure.
 *
 * @param environments stacks, at least one
 * @param guests how many run at once, each from 1 to {@link #MOST}; kept in rising order, because
 *     each step says whether the next one fits
 * @param workload what all of them do
 * @param blocks how often the sweep is repeated, from 1
 * @param timing of a fork
 * @param limits of each guest
 * @param seed of the order of the environments in each block
 * @param fileBytes of each guest's file, from 1 MiB; 0 where the workload has none
 */
public record DensityPlan(
    List<String> environments,
    List<Integer> guests,
    Workload workload,
    int blocks,
    Timing timing,
    Limits limits,
    long seed,
    long fileBytes) {
  /** More than a thousand guests are no sweep but a mistake in typing. */
  static final int MOST = 1024;

  private static final String VERB = "density";

  /** As Dhar 2016, ch. 4 and 5 had them. */
  public static final List<Integer> USUAL = List.of(1, 2, 4, 8, 12, 16);

  public DensityPlan {
    environments = List.copyOf(environments);
    if (environments.isEmpty()) {
      throw new IllegalArgumentException("--env: at least one");
    }
    if (new TreeSet<>(environments).size() < environments.size()) {
      throw new IllegalArgumentException("--env: each environment once");
    }
    if (guests.isEmpty()) {
      throw new IllegalArgumentException("--guests: at least one count");
    }
    for (int count : guests) {
      if (count < 1 || count > MOST) {
        throw new IllegalArgumentException("--guests " + count + ": from 1 to " + MOST);
      }
    }
    guests = List.copyOf(new TreeSet<>(guests));
    if (blocks < 1) {
      throw new IllegalArgumentException("--blocks " + blocks + ": from 1");
    }
  }

  /** What each guest does; how long it waits for the others is said by its barrier. */
  VisitPlan visit() {
    return VisitPlan.of(List.of(workload.benchmark()), timing, 1)
        .withParams(workload.usesDisk() ? List.of("size=" + (fileBytes >> 20) + "m") : List.of())
        .withBarrier(true);
  }

  /** As the run folder keeps it. */
  public Map<String, String> asOptions() {
    return PlanValues.of(VERB)
        .with("environments", environments)
        .with("guests", guests)
        .with("workload", workload.label())
        .with("blocks", blocks)
        .with(timing)
        .with(limits)
        .with("fileBytes", fileBytes)
        .asMap();
  }

  /**
   * A plan as {@link #asOptions} gave it.
   *
   * @throws IllegalArgumentException where it is not one
   */
  public static DensityPlan of(Map<String, String> options, long seed) {
    PlanValues values = PlanValues.read(VERB, options);
    return new DensityPlan(
        values.lines("environments"),
        values.numbers("guests"),
        Workload.named(values.text("workload")),
        values.number("blocks"),
        values.timing(),
        values.limits(),
        seed,
        values.whole("fileBytes"));
  }

  /** What so many guests of an environment are called, as the studies' figures do. */
  public static String place(String environment, int guests) {
    return environment + " x" + guests;
  }

  /** The environments in the order of a block. */
  List<String> order(int block) {
    List<String> order = new ArrayList<>(environments);
    Collections.shuffle(order, new Random(seed * 31 + block));
    return order;
  }

  /** How many visits there are at most. */
  int visits() {
    return blocks * environments.size() * guests.stream().mapToInt(Integer::intValue).sum();
  }
}
