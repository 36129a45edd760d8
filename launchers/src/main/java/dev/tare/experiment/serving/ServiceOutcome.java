package dev.tare.experiment.serving;

import dev.tare.experiment.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Describes what came of a turn beside its benchmarks.
 *
 * @param measured whether any load gave something
 * @param emulated whether its guest is emulated
 * @param looks of the searches, in their order
 * @param failures why something gave nothing, one line each
 */
public record ServiceOutcome(
    boolean measured, boolean emulated, List<Look> looks, List<String> failures)
    implements Outcome {
  public ServiceOutcome {
    looks = List.copyOf(looks);
    failures = List.copyOf(failures);
  }

  /**
   * Is a look at one rate.
   *
   * @param reached requests per second that were answered
   * @param p99Ns absent where it is not told: the client itself was too late
   */
  public record Look(
      String load, int connections, long rate, double reached, OptionalDouble p99Ns) {
    /** Is the part of a rate that is asked for that has to be reached. */
    private static final double REACHED = .95;

    private static final double NS_PER_US = 1000;

    boolean isWithin(double boundUs) {
      return reached >= REACHED * rate
          && p99Ns.isPresent()
          && p99Ns.getAsDouble() <= boundUs * NS_PER_US;
    }

    /** Says that a search found nothing, and how far that is the client's own fault. */
    static String notFound(List<Look> looks, String bound) {
      long late = looks.stream().filter(look -> look.p99Ns().isEmpty()).count();
      return Load.words(looks.get(0).load(), looks.get(0).connections())
          + ": at no rate that was looked at is the p99 within "
          + bound
          + (late == 0
              ? ""
              : "; in " + late + " of " + looks.size() + " looks the client itself was too late");
    }
  }

  ServiceOutcome with(String failure) {
    List<String> all = new ArrayList<>(failures);
    all.add(failure);
    return new ServiceOutcome(measured, emulated, looks, all);
  }
}
