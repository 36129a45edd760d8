package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tare.result.Facts;
import dev.tare.result.Sample;
import dev.tare.result.ScheduledTrial;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The folder of one run, written as it happens: after every step it is whole, whatever ends the
 * program. Every file is replaced at once; only {@code console.log} grows. One writer at a time.
 *
 * <pre>
 * run.json                          plan, seed, schedule, facts of the host
 * samples.jsonl                     figures of an experiment, one a line, as they are measured
 * ENVIRONMENT/trials/NNN.json       JMH's output of slot NNN, untouched; NNN.hlog its latencies
 * ENVIRONMENT/jmh.json              the trials merged, each JVM start a fork
 * ENVIRONMENT/latency.hlog          the latencies of all trials
 * ENVIRONMENT/latency/BENCHMARK.hlog  the same of one benchmark, untagged; made at the run's end
 * ENVIRONMENT/facts.json            what the environment is
 * ENVIRONMENT/console.log           what the benchmarks printed
 * </pre>
 */
public final class RunFolder {
  public static final String RUN = "run.json";
  static final String JMH = "jmh.json";
  static final String LATENCY = "latency.hlog";
  static final String UNTAGGED = "latency";
  static final String FACTS = "facts.json";
  public static final String SAMPLES = "samples.jsonl";

  private final Path folder;
  private final Map<String, EnvironmentMerge> merges = new TreeMap<>();
  private RunDocument run;
  private boolean changed;
  private final StopWatch time = new StopWatch();

  private RunFolder(Path folder, RunDocument run) {
    this.folder = folder;
    this.run = run;
  }

  /** Starts a run in a folder that has none yet. */
  public static RunFolder create(Path folder, RunDocument plan) throws IOException {
    if (Files.exists(folder.resolve(RUN))) {
      throw new FileAlreadyExistsException(folder.resolve(RUN).toString());
    }
    Files.createDirectories(folder);
    RunFolder created = new RunFolder(folder, plan);
    created.save(plan);
    for (String name : plan.folders().keySet()) {
      Files.createDirectories(folder.resolve(name).resolve("trials"));
    }
    return created;
  }

  /** Opens a run to go on with it. */
  public static RunFolder open(Path folder) throws BadInput {
    return new RunFolder(folder, RunDocumentJson.read(folder.resolve(RUN)));
  }

  /** The plan, and how far the run came. */
  public RunDocument document() {
    return run;
  }

  public Path path() {
    return folder;
  }

  /** Returns the folder of an environment. */
  public Path environment(String stack) {
    return folder.resolve(run.folder(stack));
  }

  /** Returns where an environment's output is kept; to be appended to. */
  public Path console(String stack) {
    return environment(stack).resolve("console.log");
  }

  /** Takes what an environment is. */
  public void facts(String stack, Facts facts) throws IOException {
    FactsJson.write(environment(stack).resolve(FACTS), facts);
  }

  /** Returns where JMH's output of a trial is kept. */
  public Path trial(int slot) {
    return trialFile(slot, "json");
  }

  /** Returns where the latencies of a trial are kept, a {@link LatencyLog}; forks from 0. */
  public Path trialLatencies(int slot) {
    return trialFile(slot, "hlog");
  }

  /**
   * Takes what a trial gave so far and merges it; called after each benchmark or at the end.
   *
   * @param jmh JMH's output, wherever it lies; {@link #trial} itself is fine
   */
  public void save(int slot, Path jmh) throws IOException {
    Path kept = trial(slot);
    if (!jmh.toAbsolutePath().equals(kept.toAbsolutePath())) {
      AtomicFile.replace(kept, out -> Files.copy(jmh, out));
    }
    String stack = run.schedule().get(slot).environment();
    EnvironmentMerge merge = merges.get(stack);
    if (merge != null && !merge.has(slot)) {
      merge.add(slot, kept);
    } else {
      merges.remove(stack);
    }
    merge(stack);
  }

  /** Returns what a trial has given so far, by {@link dev.tare.result.SeriesKey#runId()}. */
  public Set<String> runs(int slot) throws BadInput {
    return new TrialFile(trial(slot), trialLatencies(slot)).runs();
  }

  /**
   * Takes what one benchmark of a trial gave; it is merged when the trial ends.
   *
   * @param id the benchmark, by {@link dev.tare.result.SeriesKey#runId()}
   * @param jmh JMH's own document, an array
   * @param latencies the text of a {@link LatencyLog}; empty where there is none
   */
  public void add(int slot, String id, String jmh, String latencies) throws IOException {
    JsonNode added = new TrialFile(trial(slot), trialLatencies(slot)).add(id, jmh, latencies);
    EnvironmentMerge merge = merges.get(run.schedule().get(slot).environment());
    if (merge != null) {
      merge.add(slot, added, id);
    }
  }

  /** Returns where samples are kept, as they are measured. */
  public JsonLines<Sample> samples() {
    return new JsonLines<>(folder.resolve(SAMPLES), Sample.class);
  }

  /** Marks a benchmark of a trial that goes on. */
  public void fail(int slot, String id, String why) throws IOException {
    ScheduledTrial trial = run.schedule().get(slot);
    Map<String, String> failures = new TreeMap<>(trial.failures());
    failures.put(id, why);
    save(run.with(trial.withFailures(failures)));
  }

  /** Marks a benchmark whose JVM crashed in an emulated guest and that is run again. */
  public void crashed(int slot, String id, String why) throws IOException {
    save(run.with(run.schedule().get(slot).withCrash(id, why)));
  }

  /** Merges what the trials of an environment have added. */
  public void merge(int slot) throws IOException {
    merge(run.schedule().get(slot).environment());
  }

  /** A trial ended; what it gave has been saved. */
  public void done(int slot, Map<String, String> failures) throws IOException {
    ScheduledTrial trial = run.schedule().get(slot);
    save(run.with(trial.done(trial.forks(), failures)));
  }

  /** A trial gave nothing, or was given up; what was saved of it stays and is marked. */
  public void without(int slot, ScheduledTrial.Status status, String reason) throws IOException {
    save(run.with(run.schedule().get(slot).without(status, reason)));
  }

  /**
   * Makes trials to come again, as if they had never been: what they gave is removed.
   *
   * @param slots places in the schedule; those that have not begun stay as they are
   */
  public void again(Collection<Integer> slots) throws IOException {
    Set<String> stacks = new TreeSet<>();
    for (int slot : slots) {
      ScheduledTrial trial = run.schedule().get(slot);
      Files.createDirectories(trial(slot).getParent());
      if (trial.status() == ScheduledTrial.Status.PLANNED
          && !Files.exists(trial(slot))
          && !Files.exists(trialLatencies(slot))) {
        continue;
      }
      Files.deleteIfExists(trialLatencies(slot));
      Files.deleteIfExists(trial(slot));
      save(run.with(ScheduledTrial.planned(slot, trial.block(), trial.environment())));
      stacks.add(trial.environment());
    }
    for (String stack : stacks) {
      merges.remove(stack);
      if (!merged(stack).given().isEmpty() || !SampleSeries.of(samples(), stack).isEmpty()) {
        merge(stack);
      } else {
        Files.deleteIfExists(environment(stack).resolve(JMH));
        Files.deleteIfExists(environment(stack).resolve(LATENCY));
      }
    }
  }

  /** Adds trials to the schedule, as a top-up does; they are of environments that the run has. */
  public void extend(List<ScheduledTrial> more) throws IOException {
    List<ScheduledTrial> all = new ArrayList<>(run.schedule());
    all.addAll(more);
    save(run.with(all));
  }

  /** The run has come to its end; one that had, and to which nothing was added, stays as it is. */
  public void finish(Instant end) throws IOException {
    if (run.finished().isPresent() && !changed) {
      return;
    }
    for (String name : run.folders().keySet()) {
      Path log = folder.resolve(name).resolve(LATENCY);
      if (Files.exists(log)) {
        UntaggedLogs.write(log, folder.resolve(name).resolve(UNTAGGED));
      }
    }
    save(run.finishedAt(end));
  }

  /** Merges all that an environment has given, samples among it. */
  public void merge(String stack) throws IOException {
    EnvironmentMerge merge = merged(stack);
    ArrayNode all = merge.result();
    SampleSeries.of(samples(), stack).addTo(all);
    Json.write(environment(stack).resolve(JMH), all);
    RunDocument merged = run;
    for (Map.Entry<Integer, SortedMap<String, Integer>> one : merge.given().entrySet()) {
      merged = merged.with(run.schedule().get(one.getKey()).withForks(one.getValue()));
    }
    mergeLatencies(stack, merge.given());
    save(merged);
  }

  private EnvironmentMerge merged(String stack) throws BadInput {
    EnvironmentMerge merge = merges.get(stack);
    if (merge == null) {
      merge = new EnvironmentMerge();
      for (ScheduledTrial slot : run.schedule()) {
        if (slot.environment().equals(stack) && Files.exists(trial(slot.slot()))) {
          merge.add(slot.slot(), trial(slot.slot()));
        }
      }
      merges.put(stack, merge);
    }
    return merge;
  }

  private void mergeLatencies(String stack, Map<Integer, SortedMap<String, Integer>> given)
      throws IOException {
    if (given.keySet().stream().noneMatch(slot -> Files.exists(trialLatencies(slot)))) {
      return;
    }
    AtomicFile.replace(
        environment(stack).resolve(LATENCY),
        out -> {
          LatencyLog.header(out);
          for (Map.Entry<Integer, SortedMap<String, Integer>> trial : given.entrySet()) {
            LatencyLog.copyAfter(trialLatencies(trial.getKey()), trial.getValue(), out);
          }
        });
  }

  private Path trialFile(int slot, String kind) {
    String name = String.format(Locale.ROOT, "%03d.%s", slot, kind);
    Path trials = environment(run.schedule().get(slot).environment()).resolve("trials");
    // Earlier versions called it so.
    Path earlier = trials.resolveSibling("visits");
    return (Files.isDirectory(earlier) ? earlier : trials).resolve(name);
  }

  /** Counts the time since the last step: what lies between two programs is a pause. */
  private void save(RunDocument next) throws IOException {
    run = next.equals(run) ? run : next.workedFor(time.lap());
    changed = true;
    RunDocumentJson.write(folder.resolve(RUN), run);
  }
}
