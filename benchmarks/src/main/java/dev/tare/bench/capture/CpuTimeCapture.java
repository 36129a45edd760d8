package dev.tare.bench.capture;

import dev.tare.result.Metrics;

/**
 * The CPU time of an operation, beside the wall time that is the score: where only the wall time
 * grew, the threads waited.
 */
final class CpuTimeCapture implements Capture {
  @Override
  public void end(Sink sink) {
    ForkRecord.cpuTimeNs().ifPresent(ns -> sink.iteration(Metrics.CPU_TIME, ns));
  }
}
