package dev.tare.experiment.concurrent;

import dev.tare.experiment.Found;
import dev.tare.experiment.Step;
import dev.tare.result.Run;
import dev.tare.result.Section.Cell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds what came of a condition in all blocks. One in which a guest failed takes no part in
 * figures: those who are left are not as many as the condition says, and had more than so many
 * have.
 *
 * @param tried what came of all blocks in which they were made, by block
 * @param blocks how many there were, those in which they were left out among them
 */
public record CountedBlocks<O extends Together>(SortedMap<Integer, O> tried, int blocks) {
  /** Returns that of the condition of that name. */
  public static <O extends Together> CountedBlocks<O> of(Found<?, ?, O> found, String condition) {
    List<? extends Step<?, O>> steps =
        found.steps().stream().filter(step -> step.condition().name().equals(condition)).toList();
    SortedMap<Integer, O> tried = new TreeMap<>();
    steps.forEach(step -> step.outcome().ifPresent(one -> tried.put(step.block(), one)));
    return new CountedBlocks<>(tried, steps.size());
  }

  /** Returns what came of those blocks of which figures are taken. */
  public List<O> counted() {
    return tried.values().stream().filter(Together::counts).toList();
  }

  /** Tells whether anybody failed, or was ended for the host's sake, in any block. */
  public boolean isAnyoneLost() {
    return tried.values().stream()
        .map(Together::together)
        .anyMatch(one -> one.failed() || one.atCeiling());
  }

  /** Returns what the guests of a place scored in those that count; absent where nobody did. */
  public Optional<PlaceScores> scores(Run run, String place, Workload workload) {
    return PlaceScores.of(run, place, workload)
        .flatMap(
            all ->
                all.in(
                    tried.entrySet().stream()
                        .filter(one -> one.getValue().counts())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet())));
  }

  /** Says of how many blocks a figure is, where that is not all of them, or why there is none. */
  public Cell marked(Cell figure) {
    int counted = counted().size();
    if (counted == 0) {
      return absence();
    }
    return counted < blocks && figure.value() != null
        ? figure.with("(" + counted + " of " + blocks + " blocks)")
        : figure;
  }

  /** Says why there is no figure. */
  public Cell absence() {
    return Cell.of(tried.values().stream().anyMatch(Together::failed) ? "failed" : "did not fit");
  }
}
