package dev.tare.result.io;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The values of a metric, {@code [fork][iteration]}. Of a histogram each iteration keeps its mean,
 * which is JMH's own score: its buffers over-weight rare outliers, so no tail is taken from it.
 */
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

  double[][] histograms() throws BadInput {
    return forks(() -> add(mean()));
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

  private double mean() throws BadInput {
    double[] sums = new double[2];
    json.elements("an iteration: an array of [value, count]", () -> addPair(sums));
    return sums[1] > 0 ? sums[0] / sums[1] : Double.NaN;
  }

  private void addPair(double[] sums) throws BadInput {
    json.expect(JsonToken.START_ARRAY, "[value, count]");
    json.next();
    double value = json.number();
    json.next();
    double count = json.number();
    json.next();
    json.expect(JsonToken.END_ARRAY, "[value, count]");
    if (!(count >= 1)) {
      throw json.bad("a count below 1");
    }
    sums[0] += value * count;
    sums[1] += count;
  }
}
