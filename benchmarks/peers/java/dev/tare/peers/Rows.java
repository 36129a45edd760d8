package dev.tare.peers;

import dev.tare.result.Direction;
import java.util.ArrayList;
import java.util.List;

/** The one list of probes and their peers. */
final class Rows {
  private static final int[] THREADS = {1, 2};

  private Rows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    for (int threads : THREADS) {
      rows.add(prime(threads));
    }
    return rows;
  }

  private static Row prime(int threads) {
    Ours ours = new Ours("cpu.Prime", List.of("-t", Integer.toString(threads)), "", 1);
    return new Row(ours, new SysbenchCpu(threads), "events/s", Direction.HIGHER, "");
  }
}
