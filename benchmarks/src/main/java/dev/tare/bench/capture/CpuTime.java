package dev.tare.bench.capture;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Is the CPU time that one thread took for the operations of one iteration
 * (CLOCK_THREAD_CPUTIME_ID, by way of the JVM). It is read twice an iteration, before the first
 * batch and after the last, not around each batch: a read is a system call, which a sandbox makes
 * slow, and JMH would time it. So it holds what JMH's own loop takes between batches, some 0.1 us
 * each.
 */
final class CpuTime {
  private static final long UNKNOWN = -1;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long startNs = UNKNOWN;
  private long usedNs = UNKNOWN;
  private long operations;

  /** The thread itself begins an iteration. */
  void begin() {
    operations = 0;
    usedNs = UNKNOWN;
    startNs = nowNs();
  }

  /** Adds what the thread has done, whether or not JMH counts it: it took its time too. */
  void add(int done) {
    operations += done;
  }

  /** The thread itself ends an iteration. */
  void end() {
    long endNs = nowNs();
    usedNs = startNs == UNKNOWN || endNs == UNKNOWN ? UNKNOWN : endNs - startNs;
  }

  /** Tells whether there were operations, and the system told their time. */
  boolean isKnown() {
    return operations > 0 && usedNs != UNKNOWN;
  }

  /** The CPU time of the iteration, ns; meaningless where it is not known. */
  long usedNs() {
    return usedNs;
  }

  long operations() {
    return operations;
  }

  private static long nowNs() {
    return THREADS.isThreadCpuTimeEnabled() ? THREADS.getCurrentThreadCpuTime() : UNKNOWN;
  }
}
