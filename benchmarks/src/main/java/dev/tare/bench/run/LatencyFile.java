package dev.tare.bench.run;

import dev.tare.bench.capture.LatencyResult;
import dev.tare.result.Metrics;
import dev.tare.result.io.LatencyLog;
import dev.tare.result.io.LatencyTag;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.results.Result;

/**
 * The latencies of a run, beside its results: one histogram for each iteration that timed its
 * operations. The file is made with the first of them.
 */
final class LatencyFile implements AutoCloseable {
  private final Path file;
  private final boolean kept;
  private LatencyLog log;
  private long wholeBytes;
  private boolean cut;

  private LatencyFile(Path file, boolean kept) {
    this.file = file;
    this.kept = kept;
  }

  /**
   * The file beside a result file: {@code out.hlog} beside {@code out.json}; none beside what is no
   * file, such as a device.
   */
  static LatencyFile beside(Path results) {
    String name = results.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return new LatencyFile(
        results.toAbsolutePath().resolveSibling(stem + ".hlog"),
        !Files.exists(results) || Files.isRegularFile(results));
  }

  /**
   * Adds the finished forks of one benchmark.
   *
   * @throws IOException when not all of them could be written, once: the file ends with the
   *     benchmark before, and nothing is added any more
   */
  void append(Finished benchmark) throws IOException {
    if (!kept || cut) {
      return;
    }
    try {
      write(benchmark);
      wholeBytes = log == null ? 0 : Files.size(file);
    } catch (IOException e) {
      cut = true;
      cutBack();
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private void cutBack() throws IOException {
    if (wholeBytes == 0) {
      Files.deleteIfExists(file);
      return;
    }
    try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
      written.truncate(wholeBytes);
    }
  }

  private void write(Finished benchmark) throws IOException {
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
    if (log == null) {
      return;
    }
    try {
      log.close();
    } catch (IOException e) {
      if (!cut) {
        throw e;
      }
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
