package dev.tare.experiment;

import dev.tare.result.RunNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The benchmarks of a JMH jar that is not this suite's, run by its own main class.
 *
 * @param jar that has them
 * @param options of JMH, as they were written
 * @param without benchmarks that are left out, by their full names
 * @param forks that a trial has; 0 where the jar does not tell
 * @param forkSeconds how long they take together, s
 * @param silenceMs how long the jar may print nothing, before it is ended
 */
public record JarWork(
    HashedFile jar,
    List<String> options,
    Set<String> without,
    int forks,
    double forkSeconds,
    long silenceMs)
    implements TrialWork {
  /** Holds what starting a JVM and its JMH takes, s. */
  private static final double START = 1;

  public JarWork {
    options = List.copyOf(options);
    without = Set.copyOf(without);
  }

  @Override
  public TrialTask trial(Timing timing, List<String> jvmArgs, Set<String> skip) {
    return new JarTrial(
        shipped(), jar.path(), options, without, jvmArgs, skip, true, Duration.ofMillis(silenceMs));
  }

  @Override
  public double seconds(Timing timing) {
    return START + START * forks + forkSeconds;
  }

  /** A benchmark is left out with all its parameters: JMH excludes by names. */
  @Override
  public JarWork without(Set<String> skip, Set<String> left) {
    Set<String> names = new TreeSet<>(without);
    skip.stream().map(RunNames::benchmark).forEach(names::add);
    left.stream().map(RunNames::benchmark).forEach(names::remove);
    int fewer = Math.max(1, forks - skip.size());
    double share = forks == 0 ? 1 : (double) fewer / forks;
    return new JarWork(jar, options, names, forks == 0 ? 0 : fewer, forkSeconds * share, silenceMs);
  }

  @Override
  public Map<String, HashedFile> files() {
    return Map.of(shipped(), jar);
  }

  /** Jars of two sides lie beside each other there. */
  private String shipped() {
    return jar.sha256() + ".jar";
  }
}
