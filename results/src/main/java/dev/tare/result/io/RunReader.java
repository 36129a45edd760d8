package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.result.Facts;
import dev.tare.result.Fork;
import dev.tare.result.Judging;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Run;
import dev.tare.result.RunNames;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a run folder, finished or not. */
public final class RunReader {
  /** Holds the runs that are kept under their ids. */
  public static final Path RUNS = Path.of("results", "runs");

  /** Holds, in the folder of a fleet's run, the run folders of its nodes. */
  public static final String NODES = "nodes";

  private final RunFolder folder;
  private final RunDocument document;
  private final SortedMap<String, Facts> environments = new TreeMap<>();
  private final List<Series> series = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private RunReader(RunFolder folder) {
    this.folder = folder;
    document = folder.document();
  }

  public static boolean isRun(Path folder) {
    return Files.isRegularFile(folder.resolve(RunFolder.RUN));
  }

  /** Tells whether a folder is that of a run that has such an environment, and says so. */
  public static boolean has(Path folder, String environment) {
    try {
      return isRun(folder) && !stack(RunFolder.open(folder), environment).isEmpty();
    } catch (BadInput e) {
      return false;
    }
  }

  /** Tells whether a file that lies in the folder of a run belongs to it. */
  public static boolean isOwn(String name) {
    return name.equals(RunFolder.RUN) || name.equals(SectionsJson.FILE) || name.endsWith(".jsonl");
  }

  /** All environments of a run, without latencies. */
  public static Run read(Path folder) throws BadInput {
    return new RunReader(RunFolder.open(folder)).environments(Optional.empty(), false);
  }

  /** All environments of a run, the scores' forks with their latencies. */
  public static Run readWithLatencies(Path folder) throws BadInput {
    return checked(folder, Optional.empty(), Latencies.READ, line -> {});
  }

  /** One environment of a run, named by its stack or its folder, without latencies. */
  public static Run read(Path folder, String environment) throws BadInput {
    RunFolder run = RunFolder.open(folder);
    return new RunReader(run).environments(Optional.of(stack(run, environment)), false);
  }

  /**
   * Returns whatever can be read of what others have kept.
   *
   * @param environment the only one that is read, by its stack or its folder; absent: all of them
   * @param latencies what is done with them
   * @param damaged is told of files that are damaged or gone; that is a warning too
   */
  static Run checked(
      Path folder, Optional<String> environment, Latencies latencies, Consumer<BadInput> damaged)
      throws BadInput {
    RunFolder run = RunFolder.open(folder);
    RunReader reader = new RunReader(run);
    Optional<String> only = Optional.empty();
    if (environment.isPresent()) {
      only = Optional.of(stack(run, environment.get()));
    }
    for (String stack : run.document().folders().values()) {
      if (only.isEmpty() || only.get().equals(stack)) {
        for (BadInput lack : new RunCheck(run).lacks(stack, latencies != Latencies.LEFT)) {
          reader.warnings.add(lack.getMessage().replace(run.path() + "/", ""));
          damaged.accept(lack);
        }
      }
    }
    return reader.environments(only, latencies == Latencies.READ);
  }

  private static String stack(RunFolder run, String environment) throws BadInput {
    SortedMap<String, String> folders = run.document().folders();
    String stack = folders.getOrDefault(environment, environment);
    if (!folders.containsValue(stack)) {
      throw new BadInput(
          run.path().toString(),
          "no environment " + environment + "; it has " + String.join(", ", folders.values()));
    }
    return stack;
  }

  private Run environments(Optional<String> only, boolean latencies) throws BadInput {
    warnAboutTheRun();
    for (String stack : document.folders().values()) {
      if (only.isEmpty() || only.get().equals(stack)) {
        environment(stack, latencies);
      }
    }
    if (series.isEmpty()) {
      boolean fleet = Files.isDirectory(folder.path().resolve(NODES));
      throw new BadInput(
          folder.path().toString(),
          fleet
              ? "the run of a fleet; fleet RUN shows it, and gate --fleet A B compares two"
              : "no results in it yet");
    }
    // Not as it was called at first: of a copy that has been renamed two would be alike.
    String name = folder.path().toAbsolutePath().normalize().getFileName().toString();
    return new Run(
        only.map(stack -> Run.partly(name, stack)).orElse(name),
        only,
        Optional.of(document.started()),
        document.finished(),
        environments,
        document.schedule(),
        series,
        warnings,
        judging(),
        document.measured());
  }

  private Optional<Judging> judging() throws BadInput {
    JsonNode kept = document.asked().map(all -> all.at("/parameters/judging")).orElse(null);
    return kept == null || !kept.isObject()
        ? Optional.empty()
        : Optional.of(Records.of(kept, Judging.class, folder.path() + ", judging"));
  }

  private void environment(String stack, boolean latencies) throws BadInput {
    environments.put(stack, facts(stack));
    warnAboutFailures(stack);
    Path results = folder.environment(stack).resolve(RunFolder.JMH);
    SampleSeries samples = SampleSeries.of(folder.samples(), stack);
    if (!Files.exists(results) && gave(stack)) {
      throw new BadInput(results.toString(), "gone, though trials of it ended with results");
    }
    if (!Files.exists(results) || samples.isEmpty() && !gave(stack)) {
      warnings.add(stack + ": no results");
      return;
    }
    Map<String, SortedMap<Integer, LatencyCounts>> counts = latencies ? latencies(stack) : Map.of();
    Map<String, NavigableMap<Integer, Integer>> blocks = blocks(stack);
    samples.blocks(blocks);
    for (Series one : ResultFile.read(results).series()) {
      SeriesKey key = one.key();
      NavigableMap<Integer, Integer> own = blocks.getOrDefault(key.runId(), new TreeMap<>());
      SortedMap<Integer, LatencyCounts> histograms =
          key.isPrimary() ? counts.getOrDefault(key.runId(), new TreeMap<>()) : new TreeMap<>();
      series.add(
          one.withKey(key.withEnvironment(Optional.of(stack)))
              .withForks(one.forks().stream().map(f -> placed(f, own, histograms)).toList()));
    }
  }

  /** None where they cannot be read: {@link RunCheck} says so. */
  private Facts facts(String stack) {
    try {
      return FactsJson.read(folder.environment(stack).resolve(RunFolder.FACTS));
    } catch (BadInput e) {
      return Facts.of(Map.of());
    }
  }

  /** Those that can be read: {@link RunCheck} says what cannot. */
  private Map<String, SortedMap<Integer, LatencyCounts>> latencies(String stack) {
    Path log = folder.environment(stack).resolve(RunFolder.LATENCY);
    try {
      return Files.exists(log) ? LatencyLog.read(log, iteration -> true, e -> {}) : Map.of();
    } catch (BadInput e) {
      return Map.of();
    }
  }

  /** Tells whether any of its trials gave anything: what failed whole leaves an empty list. */
  private boolean gave(String stack) {
    return document.schedule().stream()
        .anyMatch(slot -> slot.environment().equals(stack) && !slot.forks().isEmpty());
  }

  private static Fork placed(
      Fork fork, NavigableMap<Integer, Integer> blocks, Map<Integer, LatencyCounts> histograms) {
    Map.Entry<Integer, Integer> block = blocks.floorEntry(fork.index());
    Fork placed = block == null ? fork : fork.withBlock(OptionalInt.of(block.getValue()));
    LatencyCounts counts = histograms.get(fork.index());
    return counts == null ? placed : placed.withHistogram(counts);
  }

  /** Finds it by run, the block that the forks from an index on belong to. */
  private Map<String, NavigableMap<Integer, Integer>> blocks(String stack) {
    Map<String, NavigableMap<Integer, Integer>> blocks = new TreeMap<>();
    for (ScheduledTrial slot : document.schedule()) {
      if (slot.environment().equals(stack)) {
        slot.forks()
            .forEach(
                (run, fork) ->
                    blocks.computeIfAbsent(run, key -> new TreeMap<>()).put(fork, slot.block()));
      }
    }
    return blocks;
  }

  private void warnAboutTheRun() {
    document
        .plan()
        .getOrDefault(RunDocument.UNAVAILABLE, "")
        .lines()
        .forEach(line -> warnings.add("left out: " + line));
    if (document.finished().isEmpty()) {
      long left =
          document.schedule().stream()
              .filter(slot -> slot.status() == ScheduledTrial.Status.PLANNED)
              .count();
      warnings.add(
          "not finished"
              + (left > 0
                  ? ": " + left + " of " + document.schedule().size() + " trials not measured"
                  : "")
              + (document.canGoOn() ? "; --resume goes on" : ""));
    }
  }

  private void warnAboutFailures(String stack) {
    Map<String, Set<Integer>> blocks = new LinkedHashMap<>();
    RunNames names = RunNames.ofTrials(document.schedule());
    for (ScheduledTrial slot : document.schedule()) {
      if (slot.environment().equals(stack)) {
        failures(slot, names)
            .forEach(
                text -> blocks.computeIfAbsent(text, any -> new TreeSet<>()).add(slot.block()));
      }
    }
    blocks.forEach((text, all) -> warnings.add(stack + ", " + named(all) + ": " + text));
  }

  private static Stream<String> failures(ScheduledTrial slot, RunNames names) {
    return Stream.of(
            slot.reason().stream().map(why -> slot.status() + ", " + why),
            said(slot.failures(), names, "failed"),
            said(slot.crashes(), names, "crashed and was run again"))
        .flatMap(lines -> lines);
  }

  private static Stream<String> said(Map<String, String> reasons, RunNames names, String what) {
    return reasons.entrySet().stream()
        .map(one -> names.of(one.getKey()) + " " + what + ", " + one.getValue());
  }

  private static String named(Set<Integer> blocks) {
    return (blocks.size() == 1 ? "block " : "blocks ")
        + blocks.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
