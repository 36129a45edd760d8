package dev.tare.bench.bomb;

import dev.tare.bench.capture.Timed;
import dev.tare.probe.Probe;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A bomb that is ready to go off, for a time and within limits.
 *
 * <p>It runs in processes of its own: a watchdog ({@code bombdog-PID}, PID being the JVM's) in a
 * session of its own, and below it the bomb ({@code bomb-PID}) in its own process group and, where
 * one can be made, its own cgroup; with an OOM score of 1000, without root, with {@code
 * RLIMIT_NPROC}, {@code RLIMIT_AS}, {@code RLIMIT_FSIZE} and {@code RLIMIT_CPU}. It ends when its
 * time is over, when the watchdog says so half a second later, when the JVM dies, or when the
 * watchdog dies. To end it by hand kill the JVM or the watchdog: a bomb that is killed alone is
 * started again, as an OOM killer's victim is.
 *
 * <p>It is refused where no pids limit or no memory limit surrounds the JVM: cgroup v1 or v2, less
 * than the kernel and the memory of the machine allow anyway. {@code -Dtare.allowBareBombs=true}
 * allows it, and then with at most 1000 processes, 1 GiB, half of the available memory, 30 s.
 */
final class Neighbour implements AutoCloseable {
  private final Probe probe;
  private long refused;
  private long killed;

  private Neighbour(Probe probe) {
    this.probe = probe;
  }

  /**
   * @param bomb the name of the probe
   * @param seconds how long an explosion lasts, from 1 to 600
   * @param limits what else bounds it, by the probe's keys
   * @throws dev.tare.probe.ProbeException when it is refused; the message says why
   */
  static Neighbour open(String bomb, int seconds, Map<String, ?> limits) {
    Map<String, Object> config = new LinkedHashMap<>(limits);
    config.put("ms", seconds * 1000L);
    config.put("allowBare", Boolean.getBoolean("tare.allowBareBombs") ? 1 : 0);
    return new Neighbour(Probe.open(bomb, config));
  }

  /**
   * One explosion, from start to the last process reaped.
   *
   * @param done what the bomb does, per second
   * @return how much it did
   */
  long explode(Timed timed, Metric done) {
    long amount = timed.batch(probe, 1);
    timed.rate(done, amount);
    timed.count(Metrics.REFUSED, probe.counter("refused") - refused);
    timed.count(Metrics.KILLED, probe.counter("killed") - killed);
    refused = probe.counter("refused");
    killed = probe.counter("killed");
    return amount;
  }

  /** One line: which bounds held in the explosion that was. */
  String bounds() {
    StringJoiner bounds = new StringJoiner(", ", "bounded by ", "");
    bounds.add("itself");
    if (probe.counter("surrounded") == 1) {
      bounds.add("the pids and memory limits around it");
    }
    boolean pids = probe.counter("pidsLimited") == 1;
    boolean memory = probe.counter("memoryLimited") == 1;
    if (pids || memory) {
      bounds.add(
          "its own cgroup v"
              + probe.counter("cgroup")
              + (pids ? " (pids" : " (")
              + (pids && memory ? ", " : "")
              + (memory ? "memory)" : ")"));
    }
    bounds.add("RLIMIT_NPROC " + probe.counter("nproc"));
    bounds.add("RLIMIT_AS, RLIMIT_FSIZE, RLIMIT_CPU");
    bounds.add(probe.counter("overran") > 0 ? "the watchdog, which had to end it" : "a watchdog");
    return bounds.toString();
  }

  /** Returns a figure of the probe, such as {@code peak}. */
  long counter(String figure) {
    return probe.counter(figure);
  }

  /** Says which bounds held, and releases what the bomb kept open. */
  @Override
  public void close() {
    System.out.println(bounds());
    probe.close();
  }
}
