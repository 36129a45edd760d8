package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The visits of one environment so far: each is read once, however many follow. */
final class EnvironmentMerge {
  private final VisitMerge merge = new VisitMerge();
  private final Map<Integer, SortedMap<String, Integer>> given = new TreeMap<>();

  /** Tells whether anything of a visit is in it. */
  boolean has(int slot) {
    return given.containsKey(slot);
  }

  void add(int slot, Path visit) throws BadInput {
    add(slot, Json.read(visit), visit.toString());
  }

  /** Adds benchmarks to a visit; they are not yet in it. */
  void add(int slot, JsonNode document, String source) throws BadInput {
    given.computeIfAbsent(slot, key -> new TreeMap<>()).putAll(merge.add(document, source));
  }

  /** By visit and run, the index of the first fork that the visit gave. */
  Map<Integer, SortedMap<String, Integer>> given() {
    return given;
  }

  ArrayNode result() {
    return merge.result();
  }
}
