package dev.tare.bench.capture;

import dev.tare.probe.ParentDeath;
import dev.tare.proc.ProcFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.IterationType;

/**
 * The one JMH profiler through which a fork hands over everything that is captured: latencies,
 * figures, noise, the clock. JMH calls it for warm-up too, where it captures nothing.
 */
public final class CaptureProfiler implements InternalProfiler {
  private final List<Capture> captures =
      List.of(
          new LatencyCapture(),
          new FigureCapture(),
          new CpuTimeCapture(),
          new NoiseCapture(ProcFiles.system()),
          new ClockCapture());
  private final String hostPid;
  private int measured;
  private boolean tied;

  /** Serves JMH, which constructs it where no host is named. */
  public CaptureProfiler() {
    this("");
  }

  /**
   * Serves JMH, which constructs it in each fork.
   *
   * @param hostPid the process that starts the forks; empty where that is not known
   */
  public CaptureProfiler(String hostPid) {
    this.hostPid = hostPid;
  }

  @Override
  public String getDescription() {
    return "Tare's latencies, figures, noise and clock calibration; always on";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    tieToHost();
    if (iteration.getType() == IterationType.MEASUREMENT) {
      if (measured == 0) {
        Barrier.await();
      }
      captures.forEach(Capture::begin);
    }
  }

  @Override
  public Collection<? extends Result> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    List<Result<?>> results = new ArrayList<>();
    if (iteration.getType() == IterationType.MEASUREMENT) {
      captures.forEach(capture -> capture.end(results::add));
      if (++measured == iteration.getCount()) {
        captures.forEach(capture -> capture.endFork(results::add));
        ForkRecord.clear();
      }
    }
    return results;
  }

  /** Once in a fork; the host, where JMH constructs this too, keeps its own parent. */
  private void tieToHost() {
    String command = System.getProperty("sun.java.command", "");
    if (!tied && command.startsWith("org.openjdk.jmh.runner.ForkedMain")) {
      ParentDeath.isOurs();
      endIfOrphaned();
    }
    tied = true;
  }

  /** The host may have died before the fork was tied to it: then somebody else is the parent. */
  private void endIfOrphaned() {
    long parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    if (!hostPid.isEmpty() && !hostPid.equals(String.valueOf(parent))) {
      Runtime.getRuntime().halt(1);
    }
  }
}
