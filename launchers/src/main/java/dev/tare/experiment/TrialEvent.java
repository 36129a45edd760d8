package dev.tare.experiment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tare.result.Facts;
import dev.tare.result.SeriesKey;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Describes what a trial says of itself, one JSON document a line, so that every engine's pipe
 * carries it and results come out as they are made.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TrialEvent.FactsRead.class, name = "facts"),
  @JsonSubTypes.Type(value = TrialEvent.Planned.class, name = "planned"),
  @JsonSubTypes.Type(value = TrialEvent.Started.class, name = "started"),
  @JsonSubTypes.Type(value = TrialEvent.Working.class, name = "working"),
  @JsonSubTypes.Type(value = TrialEvent.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = TrialEvent.Iterated.class, name = "iterated"),
  @JsonSubTypes.Type(value = TrialEvent.Ended.class, name = "ended"),
  @JsonSubTypes.Type(value = TrialEvent.Finished.class, name = "end")
})
public sealed interface TrialEvent {
  /** Describes what the environment is, as seen from inside. */
  record FactsRead(Facts facts) implements TrialEvent {}

  /** Describes what will be run, by {@link SeriesKey#runId()}, in this order. */
  record Planned(List<String> runs) implements TrialEvent {
    public Planned {
      runs = List.copyOf(runs);
    }
  }

  /** A benchmark begins. */
  record Started(String run) implements TrialEvent {}

  /** A benchmark goes on that is silent for long, and has its own limit of time. */
  record Working(String run) implements TrialEvent {}

  /** A fork is warm and waits at the barrier. */
  record Ready(String run) implements TrialEvent {}

  /**
   * A measured iteration has ended.
   *
   * @param number from 1
   * @param score of the iteration, in that unit
   * @param unit as JMH writes it: {@code ops/s}
   */
  record Iterated(String run, int number, double score, String unit) implements TrialEvent {}

  /**
   * A benchmark has ended.
   *
   * @param failure why it did not finish, one line; absent where it did
   * @param jmh JMH's own JSON of it, untouched; an empty array where nothing finished
   * @param latencies the text of a latency log; empty where its operations are not timed
   */
  record Ended(String run, Optional<String> failure, String jmh, String latencies)
      implements TrialEvent {}

  /** All that was asked for has ended; nothing follows. */
  record Finished() implements TrialEvent {}

  /** The document, without a line's end. */
  default String line() {
    try {
      return Records.line(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An event as {@link #line} wrote it; absent where a line is torn or somebody else's. */
  static Optional<TrialEvent> parse(String line) {
    try {
      return Optional.ofNullable(Records.parse(line, TrialEvent.class, "event"));
    } catch (BadInput e) {
      return Optional.empty();
    }
  }
}
