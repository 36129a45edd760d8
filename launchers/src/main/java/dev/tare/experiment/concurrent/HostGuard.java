package dev.tare.experiment.concurrent;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Ends what runs when the host's memory falls to half of what it was to keep: a prediction can be
 * wrong, and a host that swaps or kills is no measurement.
 */
final class HostGuard implements AutoCloseable {
  static final String ACTED =
      "memory: ended, because the host had less left than half of what it is to keep";

  private static final long LOOK_MS = 200;

  private final Supplier<OptionalLong> availableBytes;
  private final long leastBytes;
  private final AutoCloseable victims;
  private final Thread thread;
  private volatile boolean acted;

  /**
   * Watches from now on.
   *
   * @param ceiling without memory nothing is watched
   * @param victims closed once, from another thread
   */
  HostGuard(Supplier<OptionalLong> availableBytes, Ceiling ceiling, AutoCloseable victims) {
    this.availableBytes = availableBytes;
    this.leastBytes = ceiling.keptBytes().orElse(0) / 2;
    this.victims = victims;
    this.thread = new Thread(this::watch, "host guard");
    thread.setDaemon(true);
    thread.start();
  }

  /** Tells whether it has ended them. */
  boolean acted() {
    return acted;
  }

  private void watch() {
    try {
      while (!acted) {
        if (availableBytes.get().orElse(Long.MAX_VALUE) < leastBytes) {
          acted = true;
          victims.close();
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The caller closes them as well, and is told.
      return;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
