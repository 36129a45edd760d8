package dev.tare.experiment;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.result.Sample;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.JsonLines;
import dev.tare.result.io.Records;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps the turns of a run that are over, one line each. One that was cut short is none, and so is
 * one whose trials are to come again, because something damaged them.
 */
final class StepFile<C extends Condition, O extends Outcome> {
  private static final String NAME = "steps.jsonl";

  private final RunFolder folder;
  private final Class<O> outcome;
  private final JsonLines<Line> file;
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final List<Turn<C>> lost;

  /**
   * Is one turn that is over.
   *
   * @param samples how many it gave; absent where an earlier version did not count them
   */
  private record Line(
      String condition,
      int block,
      Optional<String> leftOut,
      Optional<JsonNode> outcome,
      Optional<Integer> samples) {
    Line {
      Objects.requireNonNull(condition);
      Bounds.range("block", block, 1, Integer.MAX_VALUE);
    }

    String key() {
      return StepFile.key(condition, block);
    }

    <O extends Outcome> Optional<O> known(Class<O> kind) throws BadInput {
      return outcome.isPresent()
          ? Optional.of(Records.of(outcome.get(), kind, NAME + ", " + key()))
          : Optional.empty();
    }
  }

  StepFile(RunFolder folder, Class<O> outcome, List<Turn<C>> turns) throws IOException {
    this.folder = folder;
    this.outcome = outcome;
    this.file = file(folder);
    file.read().forEach(line -> lines.put(line.key(), line));
    List<Sample> given = folder.samples().read();
    this.lost = lost(turns, given);
    for (Turn<C> turn : lost) {
      folder.again(turn.slots());
    }
    int all = lines.size();
    turns.stream().filter(this::isToCome).forEach(turn -> lines.remove(key(turn)));
    if (lines.size() < all) {
      file.replace(List.copyOf(lines.values()));
    }
    dropSamplesOfCutTurns(given);
  }

  private static JsonLines<Line> file(RunFolder folder) {
    return new JsonLines<>(folder.path().resolve(NAME), Line.class);
  }

  /**
   * Reads all that a run keeps of its turns, and changes nothing.
   *
   * @throws BadInput where something in it is damaged
   */
  static void check(RunFolder folder, Class<? extends Outcome> outcome) throws BadInput {
    for (Line line : file(folder).read()) {
      line.known(outcome);
    }
    folder.samples().read();
  }

  /** Tells which are over, but made again because their figures are gone, a line each. */
  List<String> lost() {
    return lost.stream()
        .map(
            turn ->
                "%s, block %d: figures of it are gone from %s; it is made again"
                    .formatted(turn.condition().name(), turn.block(), RunFolder.SAMPLES))
        .toList();
  }

  private List<Turn<C>> lost(List<Turn<C>> turns, List<Sample> given) {
    Map<String, Long> there =
        given.stream().collect(groupingBy(one -> key(one.condition(), one.block()), counting()));
    return turns.stream()
        .filter(turn -> lines.containsKey(key(turn)))
        .filter(
            turn -> lines.get(key(turn)).samples().orElse(0) > there.getOrDefault(key(turn), 0L))
        .toList();
  }

  /**
   * Returns what came of a turn; absent where it is to be made.
   *
   * @throws BadInput where what the file holds is not this experiment's
   */
  Optional<Step<C, O>> of(Turn<C> turn) throws BadInput {
    Line line = lines.get(key(turn));
    if (line == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Step<>(turn.condition(), turn.block(), line.leftOut(), line.known(outcome)));
  }

  /**
   * @param samples how many it gave
   */
  void add(Step<C, O> step, int samples) throws IOException {
    file.add(
        new Line(
            step.condition().name(),
            step.block(),
            step.leftOut(),
            step.outcome().map(Records::tree),
            Optional.of(samples)));
  }

  private boolean isToCome(Turn<C> turn) {
    List<ScheduledTrial> schedule = folder.document().schedule();
    return turn.slots().stream()
        .anyMatch(slot -> schedule.get(slot).status() == ScheduledTrial.Status.PLANNED);
  }

  /** A turn that is made anew gives its figures again. */
  private void dropSamplesOfCutTurns(List<Sample> given) throws IOException {
    List<Sample> whole =
        given.stream().filter(one -> lines.containsKey(key(one.condition(), one.block()))).toList();
    if (whole.size() < given.size()) {
      folder.samples().replace(whole);
    }
  }

  private static String key(Turn<?> turn) {
    return key(turn.condition().name(), turn.block());
  }

  private static String key(String condition, int block) {
    return block + " " + condition;
  }
}
