package dev.tare.launch;

import dev.tare.proc.LinePump;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads what QEMU and the guest's console say, as it comes, and keeps the last lines. */
final class GuestConsole {
  /** The guest can be reached. */
  static final String READY = "TARE-READY";

  /** Something that the guest needs is missing; the reason follows. */
  static final String FAILED = "TARE-FAILED";

  private static final int KEPT = 40;
  private static final int SHOWN = 4;

  private final Deque<String> lines = new ArrayDeque<>();
  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean ready;

  GuestConsole(InputStream from) {
    LinePump.start("console", from, this::add, this::end);
  }

  private void end() {
    ended.countDown();
    told.countDown();
  }

  private synchronized void add(String line) {
    if (line.isBlank()) {
      return;
    }
    lines.addLast(line.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]|\\p{Cntrl}", "").strip());
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
    if (line.contains(READY)) {
      ready = true;
      told.countDown();
    }
    if (line.contains(FAILED)) {
      end();
    }
  }

  /** Waits until the guest is up; false where it ended before, or the time is over. */
  boolean isReadyWithin(Duration limit) throws LaunchException {
    try {
      return told.await(limit.toNanos(), TimeUnit.NANOSECONDS) && ready;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted while a guest booted", e);
    }
  }

  /** Waits a moment for the last words of a QEMU that ended. */
  void awaitEnd() {
    try {
      ended.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the last lines, in one. */
  synchronized String tail() {
    List<String> all = List.copyOf(lines);
    return all.isEmpty()
        ? "it said nothing"
        : String.join(" | ", all.subList(Math.max(0, all.size() - SHOWN), all.size()));
  }
}
