package dev.tare.bench.run;

import dev.tare.bench.capture.LatencyResult;
import dev.tare.result.Metrics;
import dev.tare.result.io.LatencyLog;
import dev.tare.result.io.LatencyTag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.results.Result;

/**
 * The latencies of a run, beside its results: one histogram for each iteration that timed its
 * operations. The file is made with the first of them.
 */
final class LatencyFile implements AutoCloseable {
  private final Path file;
  private LatencyLog log;

  private LatencyFile(Path file) {
    this.file = file;
  }

  /** The file beside a result file: {@code out.hlog} beside {@code out.json}. */
  static LatencyFile beside(Path results) {
    String name = results.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return new LatencyFile(results.toAbsolutePath().resolveSibling(stem + ".hlog"));
  }

  /** Adds the finished forks of one benchmark. */
  void append(Finished benchmark) throws IOException {
    String run = benchmark.runId();
    int fork = 0;
    for (List<MeasuredIteration> iterations : benchmark.forks()) {
      int index = 0;
      for (MeasuredIteration iteration : iterations) {
        Optional<LatencyResult> latencies = latencies(iteration);
        if (latencies.isPresent()) {
          LatencyTag tag = new LatencyTag(run, fork, index);
          log().write(tag, iteration.startMs(), iteration.endMs(), latencies.get().histogram());
        }
        index++;
      }
      fork++;
    }
  }

  @Override
  public void close() throws IOException {
    if (log != null) {
      log.close();
    }
  }

  private LatencyLog log() throws IOException {
    if (log == null) {
      log = new LatencyLog(Files.newOutputStream(file));
    }
    return log;
  }

  private static Optional<LatencyResult> latencies(MeasuredIteration iteration) {
    Result<?> result = iteration.result().getSecondaryResults().get(Metrics.LATENCY.name());
    return result instanceof LatencyResult latencies ? Optional.of(latencies) : Optional.empty();
  }
}
