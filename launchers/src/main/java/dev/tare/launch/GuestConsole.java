package dev.tare.launch;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Reads what QEMU and the guest's console say, as it comes, and keeps the last lines. */
final class GuestConsole {
  /** The guest can be reached. */
  static final String READY = "TARE-READY";

  /** Something that the guest needs is missing; the reason follows. */
  static final String FAILED = "TARE-FAILED";

  private static final int KEPT = 40;
  private static final int SHOWN = 4;

  private final Deque<String> lines = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean ready;
  private boolean ended;

  GuestConsole(InputStream from) {
    LinePump.start("console", from, this::add, () -> add(null));
  }

  /**
   * Takes a line.
   *
   * @param line null at the end
   */
  private void add(String line) {
    lock.lock();
    try {
      if (line == null) {
        ended = true;
      } else if (!line.isBlank()) {
        ready |= line.contains(READY);
        ended |= line.contains(FAILED);
        lines.addLast(line.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]|\\p{Cntrl}", "").strip());
        if (lines.size() > KEPT) {
          lines.removeFirst();
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the guest is up; false where it ended before, or the time is over. */
  boolean isReadyWithin(Duration limit) throws LaunchException {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (!ready && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      return ready;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted while a guest booted", e);
    } finally {
      lock.unlock();
    }
  }

  /** Waits a moment for the last words of a QEMU that ended. */
  void awaitEnd() {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(1);
      while (!ended && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the last lines, in one. */
  String tail() {
    lock.lock();
    try {
      List<String> all = List.copyOf(lines);
      return all.isEmpty()
          ? "it said nothing"
          : String.join(" | ", all.subList(Math.max(0, all.size() - SHOWN), all.size()));
    } finally {
      lock.unlock();
    }
  }
}
