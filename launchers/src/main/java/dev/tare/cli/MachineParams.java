package dev.tare.cli;

import dev.tare.bench.app.CoreType;
import dev.tare.bench.app.Linpack;
import dev.tare.bench.memory.Stream;
import dev.tare.bench.run.OneRun;
import dev.tare.probe.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The parameters that a benchmark would choose by the machine it finds: chosen once, on the host,
 * and given to all environments, since each may be shown another machine.
 */
final class MachineParams {
  private static final String STREAM = Stream.class.getName();
  private static final String LINPACK = Linpack.class.getName();
  private static final long LEAST_BYTES = 16L << 20;

  /** Is the share that the benchmark itself takes: three arrays, and room for others. */
  private static final int SHARE_OF_MEMORY = 12;

  private MachineParams() {}

  /**
   * Returns what has to be given besides.
   *
   * @param runs that are planned
   * @param memoryBytes the least that an environment has; absent where none is limited
   */
  static List<String> of(List<OneRun> runs, OptionalLong memoryBytes) {
    List<String> params = new ArrayList<>();
    if (leavesOpen(runs, STREAM, "bytes")) {
      long most = memoryBytes.orElse(Long.MAX_VALUE) / SHARE_OF_MEMORY;
      long bytes = Math.max(LEAST_BYTES, Math.min(streamBytes(), most));
      params.add(given(STREAM, "bytes") + bytes);
    }
    if (leavesOpen(runs, LINPACK, "core")) {
      params.add(given(LINPACK, "core") + CoreType.ofThisMachine());
    }
    return params;
  }

  private static boolean leavesOpen(List<OneRun> runs, String benchmark, String param) {
    return runs.stream()
        .filter(run -> run.benchmark().startsWith(benchmark + "."))
        .anyMatch(run -> "auto".equals(run.params().get(param)));
  }

  private static String given(String benchmark, String param) {
    return benchmark.replace(".", "\\.") + ":" + param + "=";
  }

  private static long streamBytes() {
    // Not the benchmark's own probe, which would make the arrays, and write to all of them.
    try (Probe stream = Probe.open("stream_size", Map.of("bytes", "auto"))) {
      return stream.counter("bytes");
    }
  }
}
