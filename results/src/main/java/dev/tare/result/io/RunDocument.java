package dev.tare.result.io;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.result.Facts;
import dev.tare.result.ScheduledTrial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Holds what {@code run.json} holds: the plan of a run and how far it came.
 *
 * @param id the run's name
 * @param started when it started
 * @param finished when it ended; absent while it runs and where it was cut short
 * @param seed of the order of the schedule
 * @param plan the options that it was asked for with, by name
 * @param host the facts of the host
 * @param folders the environments by folder name
 * @param schedule the trials in their order; a trial's place is its {@link ScheduledTrial#slot()}
 * @param asked what its experiment was asked for, whole; absent where the plan says all
 * @param measured how long it was at work, without its pauses; absent in older runs
 */
@JsonPropertyOrder({"id", "started", "finished", "measured", "seed", "plan", "asked", "host"})
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunDocument(
    String id,
    Instant started,
    Optional<Instant> finished,
    long seed,
    SortedMap<String, String> plan,
    Facts host,
    @JsonProperty("environments") SortedMap<String, String> folders,
    List<ScheduledTrial> schedule,
    Optional<JsonNode> asked,
    Optional<Duration> measured) {
  /** Is what of a plan is the command line that was typed, the verb first. */
  public static final String COMMAND = "command";

  /**
   * Is what of a plan is the SHA-256 of the jar that began the run, where it can be gone on with.
   */
  public static final String JAR = "jar";

  /** Is what of a plan are the lines of what was asked for by name and could not be had. */
  public static final String UNAVAILABLE = "unavailable";

  /** Is what a folder of an environment may be called: never one outside the run. */
  private static final Pattern FOLDER = Pattern.compile("(?!\\.{1,2}$)[^/\\x00]+");

  public RunDocument {
    checkWhole("id", id);
    checkWhole("started", started);
    checkWhole("plan", plan);
    checkWhole("host", host);
    checkWhole("environments", folders);
    checkWhole("schedule", schedule);
    // Jackson takes what is absent for a null that is there.
    asked = asked.filter(node -> !node.isNull());
    plan = Collections.unmodifiableSortedMap(plan);
    folders = Collections.unmodifiableSortedMap(folders);
    schedule = List.copyOf(schedule);
    for (int i = 0; i < schedule.size(); i++) {
      if (schedule.get(i).slot() != i) {
        throw new IllegalArgumentException("slot " + schedule.get(i).slot() + " at place " + i);
      }
      checkWhole("status of slot " + i, schedule.get(i).status());
      if (!folders.containsValue(schedule.get(i).environment())) {
        throw new IllegalArgumentException(
            "slot " + i + " is of no environment of the run: " + schedule.get(i).environment());
      }
    }
    for (String name : folders.keySet()) {
      if (!FOLDER.matcher(name).matches()) {
        throw new IllegalArgumentException("no name for an environment's folder: " + name);
      }
    }
  }

  private static void checkWhole(String name, Object member) {
    if (member == null) {
      throw new IllegalArgumentException("no " + name);
    }
  }

  /** A run that is about to start. */
  public static RunDocument planned(
      String id,
      Instant started,
      long seed,
      Map<String, String> plan,
      Facts host,
      List<ScheduledTrial> schedule) {
    return new RunDocument(
        id,
        started,
        Optional.empty(),
        seed,
        new TreeMap<>(plan),
        host,
        folders(schedule),
        schedule,
        Optional.empty(),
        Optional.of(Duration.ZERO));
  }

  /** Tells whether the run's verb goes on with one that was cut short: it kept its jar's hash. */
  public boolean canGoOn() {
    return plan.containsKey(JAR);
  }

  /** The folder of an environment of this run: its stack with {@code +} for {@code /}. */
  public String folder(String environment) {
    return folders.entrySet().stream()
        .filter(entry -> entry.getValue().equals(environment))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not in this run: " + environment));
  }

  /** Returns the same run with what its experiment was asked for, as records are written. */
  public RunDocument withAsked(JsonNode what) {
    return new RunDocument(
        id, started, finished, seed, plan, host, folders, schedule, Optional.of(what), measured);
  }

  RunDocument with(List<ScheduledTrial> other) {
    return new RunDocument(
        id, started, finished, seed, plan, host, folders, other, asked, measured);
  }

  RunDocument with(ScheduledTrial changed) {
    List<ScheduledTrial> slots = new ArrayList<>(schedule);
    slots.set(changed.slot(), changed);
    return with(slots);
  }

  RunDocument finishedAt(Instant end) {
    return new RunDocument(
        id, started, Optional.of(end), seed, plan, host, folders, schedule, asked, measured);
  }

  /** Returns the same run, which was at work for so long more. */
  RunDocument workedFor(Duration more) {
    Optional<Duration> all = measured.map(more::plus);
    return new RunDocument(id, started, finished, seed, plan, host, folders, schedule, asked, all);
  }

  private static SortedMap<String, String> folders(List<ScheduledTrial> schedule) {
    SortedMap<String, String> folders = new TreeMap<>();
    schedule.stream()
        .map(ScheduledTrial::environment)
        .distinct()
        .forEach(stack -> put(folders, stack));
    return folders;
  }

  /** Two stacks whose names differ only in what a folder cannot show get two folders. */
  private static void put(SortedMap<String, String> folders, String stack) {
    String plain = stack.replace('/', '+');
    String name = plain;
    for (int twin = 2; folders.containsKey(name); twin++) {
      name = plain + "~" + twin;
    }
    folders.put(name, stack);
  }
}
