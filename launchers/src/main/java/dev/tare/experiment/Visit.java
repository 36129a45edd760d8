package dev.tare.experiment;

import dev.tare.launch.Environment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One visit of an environment while it runs: the jar in there measures, and its events come out
 * through the pipe of whatever engine it is. Several may run at once, each in an environment of its
 * own; with {@link VisitPlan#barrier} they start measuring together.
 */
public final class Visit implements AutoCloseable {
  private static final byte[] GO = "go\n".getBytes(StandardCharsets.UTF_8);

  private final Environment environment;
  private final Process process;
  private final VisitRecord record;
  private final Watchdog watchdog;
  private final Thread events;
  private final Thread console;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final VisitListener listener;

  private Visit(Environment environment, VisitPlan plan, VisitListener listener, Duration patience)
      throws IOException {
    this.environment = environment;
    this.listener = listener;
    this.record = new VisitRecord();
    this.process = environment.start(plan.command(environment.places()));
    this.watchdog = new Watchdog(patience, process::destroyForcibly);
    this.events = reader("visit", process.getInputStream(), this::event);
    this.console = reader("visit console", process.getErrorStream(), this::console);
  }

  /**
   * Starts a visit.
   *
   * @param environment stays open, and belongs to the caller
   * @param listener is told of everything, from threads of the visit
   * @param patience how long nothing may be heard: then the visit is killed
   */
  public static Visit start(
      Environment environment, VisitPlan plan, VisitListener listener, Duration patience)
      throws IOException {
    return new Visit(environment, plan, listener, patience);
  }

  /** How long a visit of such forks may be silent: slow engines start a JVM in half a minute. */
  public static Duration patience(Timing timing) {
    return Duration.ofMinutes(2).plusMillis(5 * timing.forkMs());
  }

  /**
   * Waits until a fork is warm and stands at the barrier.
   *
   * @return false where the visit ended before it came there
   */
  public boolean awaitReady() throws InterruptedException {
    while (!ready.isDone() && events.isAlive()) {
      events.join(1);
    }
    return ready.isDone();
  }

  /** Lets the fork that stands at the barrier go on. */
  public void go() throws IOException {
    OutputStream in = process.getOutputStream();
    in.write(GO);
    in.flush();
  }

  /** Whether it has not ended yet. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** Waits for the end. */
  public VisitOutcome await() throws InterruptedException {
    int exit = process.waitFor();
    // What the process has said is in the pipe; a grandchild that keeps it open is not waited for.
    events.join(TimeUnit.SECONDS.toMillis(10));
    console.join(TimeUnit.SECONDS.toMillis(1));
    watchdog.stop();
    return record.outcome(environment, exit, watchdog.barked());
  }

  /** Ends the visit, if it has not; its fork goes with it. */
  @Override
  public void close() throws IOException {
    watchdog.stop();
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended by itself, and what it was told last is lost.
    }
    if (process.isAlive()) {
      process.destroy();
    }
  }

  private void event(String line) {
    VisitEvent.parse(line)
        .ifPresentOrElse(
            event -> {
              watchdog.heard(!(event instanceof VisitEvent.Ready));
              record.add(event);
              if (event instanceof VisitEvent.Ready) {
                ready.complete(null);
              }
              listener.event(event);
            },
            () -> console(line));
  }

  private void console(String line) {
    record.said(line);
    listener.console(line);
  }

  /** A line that was cut short when the visit died is read too, and is nobody's event. */
  private static Thread reader(
      String name, InputStream from, java.util.function.Consumer<String> to) {
    Thread thread =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                lines.lines().forEach(to);
              } catch (IOException | UncheckedIOException e) {
                // The process is gone, and its exit code says so.
                return;
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
