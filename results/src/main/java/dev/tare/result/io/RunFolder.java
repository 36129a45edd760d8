package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tare.result.Facts;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Sample;
import dev.tare.result.Slot;
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
 * ENVIRONMENT/visits/NNN.json       JMH's output of slot NNN, untouched; NNN.hlog its latencies
 * ENVIRONMENT/jmh.json              the visits merged, each JVM start a fork
 * ENVIRONMENT/latency.hlog          the latencies of all visits
 * ENVIRONMENT/latency/BENCHMARK.hlog  the same of one benchmark, untagged; made at the run's end
 * ENVIRONMENT/facts.json            what the environment is
 * ENVIRONMENT/console.log           what the benchmarks printed
 * </pre>
 */
public final class RunFolder {
  static final String RUN = "run.json";
  static final String JMH = "jmh.json";
  static final String LATENCY = "latency.hlog";
  static final String FACTS = "facts.json";
  static final String SAMPLES = "samples.jsonl";

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
      Files.createDirectories(folder.resolve(name).resolve("visits"));
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

  /** The folder of an environment. */
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

  /** Returns where JMH's output of a visit is kept. */
  public Path visit(int slot) {
    return visitFile(slot, "json");
  }

  /** Where the latencies of a visit are kept: a {@link LatencyLog}, its forks counted from 0. */
  public Path visitLatencies(int slot) {
    return visitFile(slot, "hlog");
  }

  /**
   * Takes what a visit gave so far and merges it; called after each benchmark or at the end.
   *
   * @param jmh JMH's output, wherever it lies; {@link #visit} itself is fine
   */
  public void save(int slot, Path jmh) throws IOException {
    Path kept = visit(slot);
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

  /** Returns what a visit has given so far, by {@link dev.tare.result.SeriesKey#runId()}. */
  public Set<String> runs(int slot) throws BadInput {
    return new VisitFile(visit(slot), visitLatencies(slot)).runs();
  }

  /**
   * Takes what one benchmark of a visit gave; it is merged when the visit ends.
   *
   * @param id the benchmark, by {@link dev.tare.result.SeriesKey#runId()}
   * @param jmh JMH's own document, an array
   * @param latencies the text of a {@link LatencyLog}; empty where there is none
   */
  public void add(int slot, String id, String jmh, String latencies) throws IOException {
    JsonNode added = new VisitFile(visit(slot), visitLatencies(slot)).add(id, jmh, latencies);
    EnvironmentMerge merge = merges.get(run.schedule().get(slot).environment());
    if (merge != null) {
      merge.add(slot, added, id);
    }
  }

  /** Where samples are kept, as they are measured. */
  public JsonLines<Sample> samples() {
    return new JsonLines<>(folder.resolve(SAMPLES), Sample.class);
  }

  /** Marks a benchmark of a visit that goes on. */
  public void fail(int slot, String id, String why) throws IOException {
    Slot visited = run.schedule().get(slot);
    Map<String, String> failures = new TreeMap<>(visited.failures());
    failures.put(id, why);
    save(run.with(visited.withFailures(failures)));
  }

  /** Marks a benchmark whose JVM crashed in an emulated guest and that is run again. */
  public void crashed(int slot, String id, String why) throws IOException {
    save(run.with(run.schedule().get(slot).withCrash(id, why)));
  }

  /** Merges what the visits of an environment have added. */
  public void merge(int slot) throws IOException {
    merge(run.schedule().get(slot).environment());
  }

  /** A visit ended; what it gave has been saved. */
  public void done(int slot, Map<String, String> failures) throws IOException {
    Slot visited = run.schedule().get(slot);
    save(run.with(visited.done(visited.forks(), failures)));
  }

  /** A visit gave nothing, or was given up; what was saved of it stays and is marked. */
  public void without(int slot, Slot.Status status, String reason) throws IOException {
    save(run.with(run.schedule().get(slot).without(status, reason)));
  }

  /**
   * Makes visits to come again, as if they had never been: what they gave is removed.
   *
   * @param slots places in the schedule; those that have not begun stay as they are
   */
  public void again(Collection<Integer> slots) throws IOException {
    Set<String> stacks = new TreeSet<>();
    for (int slot : slots) {
      Slot visited = run.schedule().get(slot);
      Files.createDirectories(visit(slot).getParent());
      if (visited.status() == Slot.Status.PLANNED
          && !Files.exists(visit(slot))
          && !Files.exists(visitLatencies(slot))) {
        continue;
      }
      Files.deleteIfExists(visitLatencies(slot));
      Files.deleteIfExists(visit(slot));
      save(run.with(Slot.planned(slot, visited.block(), visited.environment())));
      stacks.add(visited.environment());
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

  /** Adds visits to the schedule, as a top-up does; they are of environments that the run has. */
  public void extend(List<Slot> more) throws IOException {
    List<Slot> all = new ArrayList<>(run.schedule());
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
        UntaggedLogs.write(log, folder.resolve(name).resolve("latency"));
      }
    }
    save(run.finishedAt(end));
  }

  /** The latencies of an environment by run and fork; empty where none were kept. */
  public Map<String, SortedMap<Integer, LatencyCounts>> latencies(String stack) throws BadInput {
    Path log = environment(stack).resolve(LATENCY);
    return Files.exists(log) ? LatencyLog.read(log) : Map.of();
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
      for (Slot slot : run.schedule()) {
        if (slot.environment().equals(stack) && Files.exists(visit(slot.slot()))) {
          merge.add(slot.slot(), visit(slot.slot()));
        }
      }
      merges.put(stack, merge);
    }
    return merge;
  }

  private void mergeLatencies(String stack, Map<Integer, SortedMap<String, Integer>> given)
      throws IOException {
    if (given.keySet().stream().noneMatch(slot -> Files.exists(visitLatencies(slot)))) {
      return;
    }
    AtomicFile.replace(
        environment(stack).resolve(LATENCY),
        out -> {
          LatencyLog.header(out);
          for (Map.Entry<Integer, SortedMap<String, Integer>> visit : given.entrySet()) {
            LatencyLog.copyAfter(visitLatencies(visit.getKey()), visit.getValue(), out);
          }
        });
  }

  private Path visitFile(int slot, String kind) {
    String name = String.format(Locale.ROOT, "%03d.%s", slot, kind);
    return environment(run.schedule().get(slot).environment()).resolve("visits").resolve(name);
  }

  /** With the time since the last step: what lies between two programs is a pause. */
  private void save(RunDocument next) throws IOException {
    run = next.equals(run) ? run : next.workedFor(time.lap());
    changed = true;
    RunDocumentJson.write(folder.resolve(RUN), run);
  }
}
