package dev.tare.bench.run;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * Follows a run through JMH's output: JMH drops all forks of a benchmark when one fails, and writes
 * nothing at all when it is killed; what is followed here stays.
 */
final class TrackingFormat extends ForwardingFormat {
  private final RunListener listener;
  private final InstantSource clock;
  private final List<Finished> ended = new ArrayList<>();
  private final FailureReason reason = new FailureReason();
  private BenchmarkParams current;
  private List<List<MeasuredIteration>> forks = new ArrayList<>();
  private List<MeasuredIteration> fork = new ArrayList<>();
  private boolean warmupFork;
  private long startMs;

  TrackingFormat(OutputFormat to, RunListener listener, InstantSource clock) {
    super(to);
    this.clock = clock;
    this.listener = listener;
  }

  @Override
  public synchronized void startBenchmark(BenchmarkParams benchmark) {
    endFailed();
    current = benchmark;
    forks = new ArrayList<>();
    fork = new ArrayList<>();
    warmupFork = false;
    reason.reset();
    listener.started(benchmark);
    super.startBenchmark(benchmark);
  }

  @Override
  public synchronized void println(String text) {
    if (text.startsWith("# Fork: ") || text.startsWith("# Warmup Fork: ")) {
      warmupFork = text.startsWith("# Warmup");
      fork = new ArrayList<>();
    }
    reason.read(text);
    super.println(text);
  }

  @Override
  public synchronized void iteration(
      BenchmarkParams benchmark, IterationParams params, int iteration) {
    startMs = clock.millis();
    super.iteration(benchmark, params, iteration);
  }

  @Override
  public synchronized void iterationResult(
      BenchmarkParams benchmark, IterationParams params, int iteration, IterationResult data) {
    if (params.getType() == IterationType.MEASUREMENT && !warmupFork) {
      fork.add(new MeasuredIteration(data, startMs, clock.millis()));
      if (iteration == params.getCount()) {
        forks.add(List.copyOf(fork));
      }
    }
    super.iterationResult(benchmark, params, iteration, data);
  }

  @Override
  public synchronized void endBenchmark(BenchmarkResult result) {
    super.endBenchmark(result);
    if (current != null) {
      // JMH makes a result of the iterations before the one that failed, and says no more of it.
      boolean complete = result != null && forks.size() >= Math.max(1, current.getForks());
      end(complete ? null : reason.line());
    }
  }

  /** All benchmarks that have ended, finished or failed, and the one that is running as failed. */
  synchronized List<Finished> finish() {
    endFailed();
    return List.copyOf(ended);
  }

  private void endFailed() {
    if (current != null) {
      end(reason.line());
    }
  }

  private void end(String failure) {
    Finished benchmark = new Finished(current, forks, failure);
    current = null;
    ended.add(benchmark);
    listener.ended(benchmark);
  }
}
