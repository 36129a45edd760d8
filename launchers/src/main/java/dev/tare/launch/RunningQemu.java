package dev.tare.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Is one QEMU that was started, and what it says. */
final class RunningQemu {
  private static final Duration OFF = Duration.ofSeconds(15);
  private static final Duration QUIT = Duration.ofSeconds(5);

  private final Process process;
  private GuestConsole console;
  private Qmp qmp;

  RunningQemu(Process process) {
    this.process = process;
  }

  /** Listens to it, and waits until it can be told something; again it does nothing. */
  void greet() throws IOException {
    if (qmp != null) {
      return;
    }
    console = new GuestConsole(process.getErrorStream());
    qmp = Qmp.open(process.getInputStream(), process.getOutputStream());
  }

  Process process() {
    return process;
  }

  GuestConsole console() {
    return console;
  }

  Qmp qmp() {
    return qmp;
  }

  /** Tells whether it has ended, or does within a moment. */
  boolean isGone() {
    try {
      return process.waitFor(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  /** Tells how it ended, and the last words of the guest, which come a moment later. */
  String ended() {
    console.awaitEnd();
    return "QEMU ended with " + process.exitValue() + " (" + console.tail() + ")";
  }

  /** Says whether it was QEMU that ended, and the last words of the guest. */
  LaunchException failed(String who, LaunchException cause) {
    boolean ended = !process.isAlive() || isGone();
    String why = ended ? ended() : cause.getMessage() + " (" + console.tail() + ")";
    return new LaunchException(who + ": " + why, cause);
  }

  /** Tells it to quit: it may be gone before it has said so. */
  void quit() throws IOException {
    try {
      qmp.execute("quit", Map.of());
    } catch (LaunchException e) {
      // It ends, or is killed when it is closed.
    }
  }

  /**
   * Ends it: through the guest, then through QEMU, then by force.
   *
   * @param told whether the guest was told to power itself off
   */
  void end(boolean told) throws IOException {
    try {
      boolean off = told && process.waitFor(OFF.toSeconds(), TimeUnit.SECONDS);
      if (!off && qmp != null && process.isAlive()) {
        quit();
        off = process.waitFor(QUIT.toSeconds(), TimeUnit.SECONDS);
      }
      if (!off) {
        process.destroyForcibly().waitFor(QUIT.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
