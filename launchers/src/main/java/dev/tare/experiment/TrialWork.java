package dev.tare.experiment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Describes what every trial of a side runs, chosen once on the host: benchmarks of this suite's
 * jar, those of any other JMH jar, or a command.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(BenchmarkWork.class),
  @JsonSubTypes.Type(JarWork.class),
  @JsonSubTypes.Type(CommandWork.class)
})
public sealed interface TrialWork permits BenchmarkWork, JarWork, CommandWork {
  /**
   * Returns a trial of it.
   *
   * @param jvmArgs more flags of the forks
   * @param skip what is not run, by {@link dev.tare.result.SeriesKey#runId()}
   */
  TrialTask trial(Timing timing, List<String> jvmArgs, Set<String> skip);

  /** Tells how many forks a trial has; 0 where nobody knows. */
  int forks();

  /** Estimates how long a trial takes, s; 0 where nobody knows. */
  double seconds(Timing timing);

  /**
   * Returns the same with less to run.
   *
   * @param skip runs that are left out
   * @param left runs that are not
   */
  TrialWork without(Set<String> skip, Set<String> left);

  /** The packs of software that it needs in the environment, by name. */
  default List<String> packs() {
    return List.of();
  }

  /** Files that it needs in the environment, by the name that they have there. */
  default Map<String, HashedFile> files() {
    return Map.of();
  }
}
