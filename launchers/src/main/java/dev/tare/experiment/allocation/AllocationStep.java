package dev.tare.experiment.allocation;

import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.launch.Limits;
import dev.tare.proc.CpuList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Is one case in one environment and block, as the host saw it.
 *
 * @param outcome with the limits that were read back, by role
 */
record AllocationStep(Given given, int block, ConcurrentOutcome outcome) {
  String environment() {
    return given.stack().text();
  }

  Case what() {
    return given.what();
  }

  static String role(Case.Part part, int number) {
    return part.suffix().isEmpty() ? "guest-" + number : "rival-" + number;
  }

  /**
   * Returns what of the CPU time of both the measured one is due, by the limits as they were read
   * back: weights, CPUs of a set, or quotas.
   *
   * @return 0 to 1; absent where they say nothing
   */
  OptionalDouble dueShare() {
    List<Case.Part> parts = what().parts();
    Optional<Limits> own = Optional.ofNullable(outcome.limits().get(role(parts.get(0), 1)));
    Optional<Limits> rival =
        parts.size() < 2
            ? Optional.empty()
            : Optional.ofNullable(outcome.limits().get(role(parts.get(1), 1)));
    if (own.isEmpty() || rival.isEmpty()) {
      return OptionalDouble.empty();
    }
    OptionalDouble mine = amount(own.get(), parts.get(0).limits());
    OptionalDouble theirs = amount(rival.get(), parts.get(1).limits());
    return share(mine, theirs);
  }

  /** Returns how much of two amounts together the first is; absent where one is. */
  static OptionalDouble share(OptionalDouble own, OptionalDouble rival) {
    return own.isPresent() && rival.isPresent()
        ? OptionalDouble.of(own.getAsDouble() / (own.getAsDouble() + rival.getAsDouble()))
        : OptionalDouble.empty();
  }

  /**
   * Returns what of the CPU time of both the measured one had.
   *
   * @return 0 to 1; absent where it cannot be seen from the host
   */
  OptionalDouble hadShare() {
    if (what().parts().size() < 2) {
      return OptionalDouble.empty();
    }
    Double own = outcome.cpus().get(role(what().parts().get(0), 1));
    Double rival = outcome.cpus().get(role(what().parts().get(1), 1));
    return own == null || rival == null || !(own + rival > 0)
        ? OptionalDouble.empty()
        : OptionalDouble.of(own / (own + rival));
  }

  /** Tells how much of the CPU a limit that was read back gives, in its own unit. */
  private static OptionalDouble amount(Limits found, Limits asked) {
    if (asked.shares().isPresent()) {
      return HostReading.real(found.shares());
    }
    if (asked.cpuset().isPresent()) {
      return found
          .cpuset()
          .flatMap(CpuList::parse)
          .map(cpus -> OptionalDouble.of(cpus.size()))
          .orElse(OptionalDouble.empty());
    }
    return found.cpus();
  }
}
