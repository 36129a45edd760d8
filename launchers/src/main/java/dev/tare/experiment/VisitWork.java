package dev.tare.experiment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What every visit of a side runs, chosen once on the host: benchmarks of this suite's jar, those
 * of any other JMH jar, or a command.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(Work.class),
  @JsonSubTypes.Type(JarWork.class),
  @JsonSubTypes.Type(CommandWork.class)
})
public sealed interface VisitWork permits Work, JarWork, CommandWork {
  /**
   * One visit.
   *
   * @param jvmArgs more flags of the forks
   * @param skip what is not run, by {@link dev.tare.result.SeriesKey#runId()}
   */
  VisitTask visit(Timing timing, List<String> jvmArgs, Set<String> skip);

  /** How many forks a visit has; 0 where nobody knows. */
  int forks();

  /** About how long a visit takes, s; 0 where nobody knows. */
  double seconds(Timing timing);

  /**
   * The same with less to run.
   *
   * @param skip runs that are left out
   * @param left runs that are not
   */
  VisitWork without(Set<String> skip, Set<String> left);

  /** The packs of software that it needs in the environment, by name. */
  default List<String> packs() {
    return List.of();
  }

  /** Files that it needs in the environment, by the name that they have there. */
  default Map<String, HashedFile> files() {
    return Map.of();
  }
}
