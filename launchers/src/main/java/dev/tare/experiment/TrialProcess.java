package dev.tare.experiment;

import dev.tare.proc.LinePump;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The process that makes a trial, and the two threads that read what it says. */
final class TrialProcess {
  private static final byte[] GO = "go\n".getBytes(StandardCharsets.UTF_8);

  private final Process process;
  private final Thread events;
  private final Thread console;

  /**
   * @param events is told of each line of the standard output, from a thread of its own
   * @param console is told of each line of the standard error, from another
   */
  TrialProcess(Process process, Consumer<String> events, Consumer<String> console) {
    this.process = process;
    this.events = LinePump.start("trial", process.getInputStream(), events);
    this.console = LinePump.start("trial console", process.getErrorStream(), console);
  }

  /** Waits for the end, and for what has been said; returns the exit code. */
  int await() throws InterruptedException {
    int exit = process.waitFor();
    // What the process has said is in the pipe; a grandchild that keeps it open is not waited for.
    events.join(TimeUnit.SECONDS.toMillis(10));
    console.join(TimeUnit.SECONDS.toMillis(1));
    return exit;
  }

  /** Waits a moment; returns whether more may be said. */
  boolean mayStillSpeak() throws InterruptedException {
    events.join(1);
    return events.isAlive();
  }

  void go() throws IOException {
    OutputStream in = process.getOutputStream();
    in.write(GO);
    in.flush();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  void kill() {
    process.destroyForcibly();
  }

  /** Tells it nothing more: a JVM that still reads its input waits 0.3 s for that when it ends. */
  void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended by itself, and what it was told last is lost.
    }
  }

  void close() {
    endInput();
    if (process.isAlive()) {
      process.destroy();
    }
  }
}
