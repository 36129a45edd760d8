package dev.tare.experiment;

import dev.tare.launch.LimitCheck;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.result.Facts;
import dev.tare.result.SeriesKey;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Describes how a trial ended.
 *
 * @param end which way
 * @param reason one line; absent where it finished without failures
 * @param finished what ran to its end, by {@link SeriesKey#runId()}
 * @param failures why a benchmark gave nothing, by run
 * @param crashes why a JVM crashed in an emulated guest that was then run again, by run
 * @param facts of the environment; absent where they were not asked for or it died before
 * @param planned what it was to run; empty where it died before it said so
 */
public record TrialOutcome(
    End end,
    Optional<String> reason,
    List<String> finished,
    SortedMap<String, String> failures,
    SortedMap<String, String> crashes,
    Optional<Facts> facts,
    List<String> planned) {
  /** The run of a crash where none ran. */
  public static final String NO_RUN = "no run";

  /** The ways in which a trial ends. */
  public enum End {
    /** All that was asked for has run. */
    FINISHED,
    /** It refused: nothing matches, or an option is wrong. */
    REFUSED,
    /** A benchmark failed, the trial went on to its end. */
    BENCHMARK_FAILED,
    /** The trial, or a benchmark of it, was killed for its memory. */
    OUT_OF_MEMORY,
    /** A file system in there is full. */
    DISK_FULL,
    /** A benchmark took too long, and the trial was ended. */
    TIMED_OUT,
    /** The environment, or the trial in it, is gone. */
    DIED
  }

  public TrialOutcome {
    finished = List.copyOf(finished);
    failures = java.util.Collections.unmodifiableSortedMap(failures);
    crashes = java.util.Collections.unmodifiableSortedMap(crashes);
    planned = List.copyOf(planned);
  }

  /** Returns what is said of a crash, one line. */
  public static String crashed(String run, String why) {
    return run + " crashed with its emulated guest, and is run again once: " + why;
  }

  /** Returns a line for each limit that did not take effect, as far as the facts tell. */
  public List<String> wrong(Stack stack, Limits limits) {
    return facts.map(inside -> LimitCheck.inside(stack, limits, inside)).orElse(List.of());
  }

  /** Tells whether the environment can be used again as it is. */
  public boolean isUsableAgain() {
    return end == End.FINISHED || end == End.BENCHMARK_FAILED || end == End.REFUSED;
  }
}
