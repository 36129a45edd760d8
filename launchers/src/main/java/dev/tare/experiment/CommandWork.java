package dev.tare.experiment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A command that is run and timed.
 *
 * @param command as it was written
 * @param prepare before each run of it, untimed
 * @param cleanup after each run of it, untimed
 * @param shell whether a shell takes these, or they are split into words
 * @param warmups untimed runs at the start of a trial, from 0
 * @param runs timed ones of a trial, from 1; absent: as many as a second has, at least one
 * @param anyExit whether another exit code than 0 is fine
 * @param limitMs how long a run may take
 */
public record CommandWork(
    String command,
    Optional<String> prepare,
    Optional<String> cleanup,
    boolean shell,
    int warmups,
    OptionalInt runs,
    boolean anyExit,
    long limitMs)
    implements TrialWork {
  /** Holds what starting a JVM takes, and the second that is measured, s. */
  private static final double USUAL = 2;

  public CommandWork {
    if (warmups < 0 || runs.orElse(1) < 1) {
      throw new IllegalArgumentException("--warmups: from 0; --runs: from 1");
    }
  }

  @Override
  public CommandTrial trial(Timing timing, List<String> jvmArgs, Set<String> skip) {
    return new CommandTrial(this, skip, true);
  }

  @Override
  public int forks() {
    return 1;
  }

  @Override
  public double seconds(Timing timing) {
    return USUAL;
  }

  @Override
  public CommandWork without(Set<String> skip, Set<String> left) {
    return this;
  }
}
