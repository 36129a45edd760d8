package dev.tare.bench.app;

import dev.tare.bench.capture.Timed;
import dev.tare.probe.Probe;
import dev.tare.result.Metrics;
import dev.tare.result.ServiceMetrics;
import java.util.Map;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Is a client's thread, in a closed or an open loop. */
@State(Scope.Thread)
@Fork(5)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class PacedLoad {
  private static final double NS_PER_SECOND = 1e9;

  /** Holds what late requests are held against: the percentiles that are told. */
  private static final Map<Double, String> QUANTILES =
      Map.of(.5, "late.500", .9, "late.900", .99, "late.990", .999, "late.999");

  /**
   * Requests per second of all connections together; 0: closed loop, each connection asks when it
   * is answered. From 1: open loop, a request is measured from when it was meant to start, also
   * where no connection was free then.
   */
  @Param("0")
  public long rate;

  private Probe probe;
  private Timed timer;
  private long cpuNs;

  /**
   * Opens what tells this thread when to ask.
   *
   * @param name of the probe
   */
  final void open(String name, Map<String, ?> config) {
    probe = Probe.open(name, config);
  }

  /** Returns the open probe, for a request whose figures go to a timer. */
  final Probe probe(Timed timed) {
    timer = timed;
    return probe;
  }

  /** After each iteration: figures besides what the client took and how late it was. */
  void report(Timed timed, Probe measured) {}

  /** Before each iteration: what has been used up to now is not the iteration's. */
  @Setup(Level.Iteration)
  public final void begin() {
    cpuNs = probe.counter("clientCpuNs");
    probe.counter("late.reset");
  }

  /** After each iteration: what the client took, and how late it was. */
  @TearDown(Level.Iteration)
  public final void end() {
    timer.rate(Metrics.CLIENT_CPU, (probe.counter("clientCpuNs") - cpuNs) / NS_PER_SECOND);
    if (rate > 0) {
      QUANTILES.forEach((quantile, name) -> timer.late(quantile, probe.counter(name)));
      timer.largest(ServiceMetrics.LATE, probe.counter("late.990"));
    }
    report(timer, probe);
  }

  /** Ends the connections. */
  @TearDown
  public final void close() {
    if (probe != null) {
      probe.close();
    }
  }
}
