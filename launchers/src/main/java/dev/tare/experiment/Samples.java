package dev.tare.experiment;

import dev.tare.result.Metric;
import dev.tare.result.Sample;
import dev.tare.result.io.JsonLines;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes the figures of one turn, and has each on the disk before the next.
 *
 * @param file absent: none is kept
 * @param added how many so far
 */
public record Samples(
    Optional<JsonLines<Sample>> file,
    String experiment,
    String condition,
    int block,
    AtomicInteger added) {
  /** Keeps none. */
  public static final Samples NOWHERE = new Samples(Optional.empty(), "", "", 0);

  Samples(Optional<JsonLines<Sample>> file, String experiment, String condition, int block) {
    this(file, experiment, condition, block, new AtomicInteger());
  }

  /** Adds a figure in its metric's unit. */
  public void add(Metric metric, double value) throws IOException {
    add(metric, value, metric.unit());
  }

  /** A figure in its metric's unit, where there is one. */
  public void add(Metric metric, OptionalDouble value) throws IOException {
    if (value.isPresent()) {
      add(metric, value.getAsDouble());
    }
  }

  /** A figure in a unit of its own, as scores have. */
  public void add(Metric metric, double value, String unit) throws IOException {
    add(metric, value, unit, Map.of());
  }

  /**
   * Adds a figure among others of its metric.
   *
   * @param labels what tells it from them
   */
  public void add(Metric metric, double value, Map<String, String> labels) throws IOException {
    add(metric, value, metric.unit(), labels);
  }

  /**
   * Adds a figure in a unit of its own, among others of its metric.
   *
   * @param labels what tells it from them
   */
  public void add(Metric metric, double value, String unit, Map<String, String> labels)
      throws IOException {
    if (file.isPresent()) {
      file.get()
          .add(
              new Sample(
                  experiment, metric.name(), unit, value, condition, block, new TreeMap<>(labels)));
      added.incrementAndGet();
    }
  }
}
