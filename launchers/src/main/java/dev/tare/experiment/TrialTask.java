package dev.tare.experiment;

import dev.tare.launch.Command;
import dev.tare.launch.Places;
import dev.tare.result.SeriesKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Describes what one trial of an environment runs: each benchmark once, as one fork. */
public interface TrialTask {
  /**
   * Flags of JVMs that do not measure themselves. Only what is really hot is compiled: emulated
   * CPUs translate all code of a JVM anew, and start a trial a sixth sooner so.
   */
  List<String> SMALL_JVM =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=10");

  /** The command that makes the trial in a place. */
  Command command(Places places);

  /** Returns what that command does, for people who read it: its verb is none that they type. */
  String told();

  /** Tells how long nothing may be heard of it, before it is ended. */
  Duration patience();

  /** Tells whether the facts of the environment are read first, about a second. */
  boolean facts();

  /** Returns what is not run again, by {@link SeriesKey#runId()}. */
  Set<String> skip();

  TrialTask withFacts(boolean other);

  TrialTask withSkip(Set<String> other);

  /**
   * The words of a hidden verb of the jar that is shipped. JMH's lock is left alone: who plans
   * trials holds the machine's own.
   */
  static List<String> verb(Places places, String verb) {
    List<String> words = new ArrayList<>();
    words.add(places.java());
    words.add("-Xmx256m");
    words.addAll(SMALL_JVM);
    words.add("-Djmh.ignoreLock=true");
    words.add("-Djava.io.tmpdir=" + places.scratch());
    words.add("-Dtare.data=" + places.data());
    words.addAll(List.of("-jar", places.shipped() + "/" + TrialPlan.JAR, verb));
    return words;
  }
}
