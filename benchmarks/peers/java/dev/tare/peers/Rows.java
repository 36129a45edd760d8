package dev.tare.peers;

import static dev.tare.result.Direction.HIGHER;
import static dev.tare.result.Direction.LOWER;

import java.util.ArrayList;
import java.util.List;

/** The one list of probes and their peers. */
final class Rows {
  private static final int[] THREADS = {1, 2};

  private static final long ARRAY_BYTES = Machine.arrayBytes();

  private Rows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    for (int threads : THREADS) {
      rows.add(prime(threads));
    }
    for (int threads : THREADS) {
      rows.add(stream("triad", 3, "plain", threads));
      rows.add(stream("triad", 3, "streaming", threads));
      rows.add(stream("copy", 2, "plain", threads));
      rows.add(stream("copy", 2, "streaming", threads));
    }
    rows.add(contextSwitch());
    rows.add(spawn("fork"));
    rows.add(spawn("vfork"));
    return rows;
  }

  private static Row prime(int threads) {
    Ours ours = Ours.score("cpu.Prime", "-t", Integer.toString(threads));
    return new Row(ours, new SysbenchCpu(threads), "events/s", HIGHER, "");
  }

  private static Row stream(String kernel, int arrays, String stores, int threads) {
    Ours ours =
        new Ours(
            "memory.Stream",
            List.of(
                "-t",
                Integer.toString(threads),
                "-p",
                "kernel=" + kernel,
                "-p",
                "stores=" + stores,
                "-p",
                "bytes=" + ARRAY_BYTES),
            "bandwidth",
            1);
    return new Row(
        ours, new LikwidBench(kernel, arrays, ARRAY_BYTES, stores, threads), "GB/s", HIGHER, "");
  }

  private static Row contextSwitch() {
    Ours ours = Ours.score("kernel.ContextSwitch", "-p", "cpus=same");
    return new Row(ours, new PerfPipe(), "ns", LOWER, "");
  }

  private static Row spawn(String how) {
    Ours ours = Ours.score("kernel.Spawn", "-p", "how=" + how);
    Peer peer = new CProgram("spawn_loop", List.of(how), List.of("nothing"));
    return new Row(ours, peer, "us", LOWER, "");
  }
}
