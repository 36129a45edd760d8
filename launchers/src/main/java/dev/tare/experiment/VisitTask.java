package dev.tare.experiment;

import dev.tare.launch.Command;
import dev.tare.launch.Places;
import dev.tare.result.SeriesKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What one visit of an environment runs: each benchmark once, as one fork. */
public interface VisitTask {
  /** The command that makes the visit in a place. */
  Command command(Places places);

  /** What that command does, for people who read it: its verb is none that they type. */
  String told();

  /** How long nothing may be heard of it, before it is ended. */
  Duration patience();

  /** Whether the facts of the environment are read first, about a second. */
  boolean facts();

  /** What is not run again, by {@link SeriesKey#runId()}. */
  Set<String> skip();

  VisitTask withFacts(boolean other);

  VisitTask withSkip(Set<String> other);

  /**
   * The words of a hidden verb of the jar that is shipped. JMH's lock is left alone: who plans
   * visits holds the machine's own.
   */
  static List<String> verb(Places places, String verb) {
    List<String> words = new ArrayList<>();
    words.add(places.java());
    words.addAll(
        List.of(
            "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djmh.ignoreLock=true"));
    words.add("-Djava.io.tmpdir=" + places.scratch());
    words.add("-Dtare.data=" + places.data());
    words.addAll(List.of("-jar", places.shipped() + "/" + VisitPlan.JAR, verb));
    return words;
  }
}
