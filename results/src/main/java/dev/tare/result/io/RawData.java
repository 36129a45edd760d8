package dev.tare.result.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Holds the values of a metric, {@code [fork][iteration]}. */
final class RawData {
  private final JsonCursor json;
  private double[] row = new double[16];
  private int length;

  RawData(JsonCursor json) {
    this.json = json;
  }

  double[][] values() throws BadInput {
    return forks(() -> add(json.number()));
  }

  private double[][] forks(JsonCursor.Element iteration) throws BadInput {
    List<double[]> forks = new ArrayList<>();
    json.elements(
        "raw data: an array of forks",
        () -> {
          length = 0;
          json.elements("a fork: an array of iterations", iteration);
          forks.add(Arrays.copyOf(row, length));
        });
    return forks.toArray(new double[0][]);
  }

  private void add(double value) {
    if (length == row.length) {
      row = Arrays.copyOf(row, 2 * length);
    }
    row[length++] = value;
  }
}
