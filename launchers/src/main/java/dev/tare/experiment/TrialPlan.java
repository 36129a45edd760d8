package dev.tare.experiment;

import dev.tare.launch.Command;
import dev.tare.launch.Places;
import dev.tare.result.SeriesKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Describes what one trial of an environment runs: each benchmark once, as one fork.
 *
 * @param benchmarks as JMH matches them, at least one
 * @param timing of each fork
 * @param params {@code name=value[,value...]} for every benchmark that has that parameter, or
 *     {@code REGEX:name=value[,value...]} for those that match
 * @param skip what is not run again, by {@link SeriesKey#runId()}
 * @param threads JMH's {@code -t}, from 1
 * @param processors what every fork's JVM is told to have, from 1: the same in all environments
 * @param jvmArgs more flags of the forks
 * @param barrier whether each fork waits, warmed up, until it is told to go on
 * @param facts whether the facts of the environment are read first, about a second
 * @param bombs whether bombs are run where they match; otherwise they are left out
 */
public record TrialPlan(
    List<String> benchmarks,
    Timing timing,
    List<String> params,
    Set<String> skip,
    int threads,
    int processors,
    List<String> jvmArgs,
    boolean barrier,
    boolean facts,
    boolean bombs)
    implements TrialTask {
  /** The hidden verb that makes it. */
  public static final String VERB = "trial";

  /** Is the name of the jar in the shipped folder. */
  public static final String JAR = "benchmarks.jar";

  public TrialPlan {
    benchmarks = List.copyOf(benchmarks);
    params = List.copyOf(params);
    skip = Set.copyOf(skip);
    jvmArgs = List.copyOf(jvmArgs);
    if (benchmarks.isEmpty()) {
      throw new IllegalArgumentException("--benchmarks: at least one");
    }
    if (threads < 1 || processors < 1) {
      throw new IllegalArgumentException("--threads and --processors: from 1");
    }
  }

  /** Plans these benchmarks, one thread, the facts first, no barrier. */
  public static TrialPlan of(List<String> benchmarks, Timing timing, int processors) {
    return new TrialPlan(
        benchmarks, timing, List.of(), Set.of(), 1, processors, List.of(), false, true, false);
  }

  public TrialPlan withParams(List<String> other) {
    return new TrialPlan(
        benchmarks, timing, other, skip, threads, processors, jvmArgs, barrier, facts, bombs);
  }

  @Override
  public TrialPlan withSkip(Set<String> other) {
    return new TrialPlan(
        benchmarks, timing, params, other, threads, processors, jvmArgs, barrier, facts, bombs);
  }

  public TrialPlan withThreads(int other) {
    return new TrialPlan(
        benchmarks, timing, params, skip, other, processors, jvmArgs, barrier, facts, bombs);
  }

  public TrialPlan withJvmArgs(List<String> other) {
    return new TrialPlan(
        benchmarks, timing, params, skip, threads, processors, other, barrier, facts, bombs);
  }

  public TrialPlan withBarrier(boolean other) {
    return new TrialPlan(
        benchmarks, timing, params, skip, threads, processors, jvmArgs, other, facts, bombs);
  }

  @Override
  public TrialPlan withFacts(boolean other) {
    return new TrialPlan(
        benchmarks, timing, params, skip, threads, processors, jvmArgs, barrier, other, bombs);
  }

  /** Returns the same with bombs, or without: they are for experiments that bound them. */
  public TrialPlan withBombs(boolean other) {
    return new TrialPlan(
        benchmarks, timing, params, skip, threads, processors, jvmArgs, barrier, facts, other);
  }

  @Override
  public String told() {
    return VERB + " runs a fork of each benchmark: " + String.join(", ", benchmarks);
  }

  @Override
  public Duration patience() {
    return Trial.patience(timing);
  }

  @Override
  public Command command(Places places) {
    List<String> words = TrialTask.verb(places, VERB);
    words.addAll(arguments(places));
    return Command.of(words);
  }

  /** Tests of no figure let forks start sooner. */
  private static Optional<String> ofTests() {
    return Optional.ofNullable(System.getProperty("tare.jvmArg"));
  }

  private List<String> arguments(Places places) {
    List<String> words = new ArrayList<>();
    benchmarks.forEach(one -> words.addAll(List.of("--benchmarks", one)));
    words.addAll(List.of("--warmups", String.valueOf(timing.warmups())));
    words.addAll(List.of("--warmup-ms", String.valueOf(timing.warmupMs())));
    words.addAll(List.of("--iterations", String.valueOf(timing.iterations())));
    words.addAll(List.of("--iteration-ms", String.valueOf(timing.iterationMs())));
    timing.shots().ifPresent(n -> words.addAll(List.of("--shots", String.valueOf(n))));
    words.addAll(List.of("--threads", String.valueOf(threads)));
    words.addAll(List.of("--processors", String.valueOf(processors)));
    words.addAll(List.of("--data", places.data()));
    params.forEach(one -> words.addAll(List.of("-p", one)));
    new TreeSet<>(skip).forEach(one -> words.addAll(List.of("--skip", one)));
    jvmArgs.forEach(one -> words.add("--jvm-arg=" + one));
    ofTests().ifPresent(one -> words.add("--jvm-arg=" + one));
    if (barrier) {
      words.add("--barrier");
    }
    if (bombs) {
      words.add("--bombs");
    }
    if (!facts) {
      words.add("--no-facts");
    }
    return words;
  }
}
