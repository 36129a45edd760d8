package dev.tare.experiment;

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

  private record Line(
      String condition, int block, Optional<String> leftOut, Optional<JsonNode> outcome) {}

  StepFile(RunFolder folder, Class<O> outcome, List<Turn<C>> turns) throws IOException {
    this.folder = folder;
    this.outcome = outcome;
    this.file = new JsonLines<>(folder.path().resolve(NAME), Line.class);
    file.read().forEach(line -> lines.put(key(line.condition(), line.block()), line));
    int all = lines.size();
    turns.stream().filter(this::isToCome).forEach(turn -> lines.remove(key(turn)));
    if (lines.size() < all) {
      file.replace(List.copyOf(lines.values()));
    }
    dropSamplesOfCutTurns();
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
    Optional<O> known =
        line.outcome().isPresent()
            ? Optional.of(Records.of(line.outcome().get(), outcome, NAME + ", " + key(turn)))
            : Optional.empty();
    return Optional.of(new Step<>(turn.condition(), turn.block(), line.leftOut(), known));
  }

  void add(Step<C, O> step) throws IOException {
    file.add(
        new Line(
            step.condition().name(),
            step.block(),
            step.leftOut(),
            step.outcome().map(Records::tree)));
  }

  private boolean isToCome(Turn<C> turn) {
    List<ScheduledTrial> schedule = folder.document().schedule();
    return schedule.subList(turn.slot(), turn.slot() + turn.condition().trials().size()).stream()
        .anyMatch(slot -> slot.status() == ScheduledTrial.Status.PLANNED);
  }

  /** A turn that is made anew gives its figures again. */
  private void dropSamplesOfCutTurns() throws IOException {
    JsonLines<Sample> samples = folder.samples();
    List<Sample> all = samples.read();
    List<Sample> whole =
        all.stream().filter(one -> lines.containsKey(key(one.condition(), one.block()))).toList();
    if (whole.size() < all.size()) {
      samples.replace(whole);
    }
  }

  private static String key(Turn<?> turn) {
    return key(turn.condition().name(), turn.block());
  }

  private static String key(String condition, int block) {
    return block + " " + condition;
  }
}
