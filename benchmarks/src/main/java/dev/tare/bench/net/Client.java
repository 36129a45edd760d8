package dev.tare.bench.net;

import dev.tare.bench.capture.Timed;
import dev.tare.probe.Probe;
import dev.tare.result.Metrics;
import java.util.Map;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * One thread's client: its probe, and the figures that it leaves after each iteration. The CPU of
 * the server, which all threads share, is left by the first thread alone.
 */
final class Client implements AutoCloseable {
  private static final double NS_PER_SECOND = 1e9;

  /** Says how long one client waits for the server before it says that nobody is there, ms. */
  private static final int PATIENCE_MS = 5000;

  /** And as much more for each client at once: each waits for the others' turns. */
  private static final int PATIENCE_EACH_MS = 100;

  private final Probe probe;
  private final boolean first;
  private Timed timed;
  private long clientCpuNs;
  private long serverCpuNs;
  private long retransmits;
  private long lost;

  private Client(Probe probe, boolean first) {
    this.probe = probe;
    this.first = first;
  }

  /**
   * Connects.
   *
   * @param name the probe
   * @param more what the probe is told besides where the server is
   */
  static Client open(String name, NetServer far, ThreadParams threads, Map<String, ?> more) {
    int thread = threads.getThreadIndex();
    Map<String, Object> config = far.config(thread);
    config.put("timeoutMs", patienceMs(threads.getThreadCount()));
    config.putAll(more);
    Probe probe = Probe.open(name, config);
    System.out.println("net: client " + thread + " is " + NetServer.cpu(probe, far.cpus));
    return new Client(probe, thread == 0);
  }

  static int patienceMs(int clients) {
    return PATIENCE_MS + PATIENCE_EACH_MS * (clients - 1);
  }

  Probe probe() {
    return probe;
  }

  /**
   * Makes one invocation of a benchmark. Its timer is kept for the figures: JMH gives a fixture
   * method one of its own, which has timed nothing.
   */
  long batch(Timed timed, int operations) {
    this.timed = timed;
    return timed.batch(probe, operations);
  }

  /** Before an iteration: what has been used up to now is not the iteration's. */
  void start() {
    clientCpuNs = probe.counter("clientCpuNs");
    serverCpuNs = first ? probe.counter("serverCpuNs") : 0;
  }

  /** After an iteration: the CPU use of both ends. */
  void report() {
    timed.rate(Metrics.CLIENT_CPU, seconds(probe.counter("clientCpuNs") - clientCpuNs));
    if (first) {
      timed.rate(Metrics.SERVER_CPU, seconds(probe.counter("serverCpuNs") - serverCpuNs));
    }
  }

  /** Counts the retransmitted segments of an iteration over one connection. */
  void reportRetransmits() {
    long total = probe.counter("retransmits");
    timed.count(Metrics.RETRANSMITS, total - retransmits);
    retransmits = total;
  }

  /** Counts the datagrams of an iteration that got lost. */
  void reportLost() {
    // One that was late when the last iteration was counted may have arrived since.
    long total = Math.max(lost, probe.counter("lost"));
    timed.count(Metrics.LOST, total - lost);
    lost = total;
  }

  private static double seconds(long ns) {
    return ns / NS_PER_SECOND;
  }

  @Override
  public void close() {
    probe.close();
  }
}
