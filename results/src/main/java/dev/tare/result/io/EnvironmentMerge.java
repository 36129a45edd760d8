package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The trials of one environment so far: each is read once, however many follow. */
final class EnvironmentMerge {
  private final TrialMerge merge = new TrialMerge();
  private final Map<Integer, SortedMap<String, Integer>> given = new TreeMap<>();

  /** Tells whether anything of a trial is in it. */
  boolean has(int slot) {
    return given.containsKey(slot);
  }

  void add(int slot, Path trial) throws BadInput {
    add(slot, Json.read(trial), trial.toString());
  }

  /** Adds benchmarks to a trial; they are not yet in it. */
  void add(int slot, JsonNode document, String source) throws BadInput {
    given.computeIfAbsent(slot, key -> new TreeMap<>()).putAll(merge.add(document, source));
  }

  /** Finds it by trial and run, the index of the first fork that the trial gave. */
  Map<Integer, SortedMap<String, Integer>> given() {
    return given;
  }

  ArrayNode result() {
    return merge.result();
  }
}
