package dev.tare.experiment.ends;

import dev.tare.experiment.TrialPlan;
import dev.tare.experiment.TrialTask;
import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Owner;
import dev.tare.launch.Places;
import dev.tare.proc.LinePump;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Is the verb {@code serve} of the same jar, running in an environment. It carries the run's mark,
 * and ends with its standard input: with this program, however that ends.
 */
public final class NetServer implements AutoCloseable {
  private static final String LISTENS = "listening on ";

  private final Process process;
  private final CompletableFuture<Void> listens = new CompletableFuture<>();
  private final Thread out;
  private final Thread err;
  private volatile String lastLine = "";

  private NetServer(Process process) {
    this.process = process;
    this.out = LinePump.start("server output", process.getInputStream(), this::said);
    this.err = LinePump.start("server errors", process.getErrorStream(), line -> lastLine = line);
  }

  /**
   * Starts it, and waits until it listens.
   *
   * @param owner the run
   * @param bind the address that it listens on
   * @param cpu as the environment counts its CPUs
   * @throws LaunchException in one line: the port is taken, the environment is gone
   */
  public static NetServer start(
      Environment environment, Owner owner, String bind, int port, int cpu) throws IOException {
    NetServer server =
        new NetServer(environment.start(command(environment.places(), owner, bind, port, cpu)));
    if (!environment.isDry()) {
      try {
        server.await();
      } catch (LaunchException e) {
        server.close();
        throw e;
      }
    }
    return server;
  }

  private static Command command(Places places, Owner owner, String bind, int port, int cpu) {
    return Command.of(places.java(), "-Xmx64m")
        .and(TrialTask.SMALL_JVM)
        .and(List.of("-Djava.io.tmpdir=" + places.scratch()))
        .and(List.of("-jar", places.shipped() + "/" + TrialPlan.JAR, "serve"))
        .and(List.of("--port", Integer.toString(port), "--bind", bind))
        .and(List.of("--cpu", Integer.toString(cpu), "--owner", owner.text()));
  }

  private void await() throws LaunchException {
    try {
      CompletableFuture.anyOf(listens, process.onExit())
          .get(Environment.COMING_UP.toSeconds(), TimeUnit.SECONDS);
      out.join(listens.isDone() ? 1 : TimeUnit.SECONDS.toMillis(1));
      if (!listens.isDone()) {
        err.join(TimeUnit.SECONDS.toMillis(1));
        throw new LaunchException("the server ended: " + words());
      }
    } catch (TimeoutException e) {
      throw new LaunchException(
          "the server does not listen after " + Environment.COMING_UP.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new LaunchException("the server: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted", e);
    }
  }

  private void said(String line) {
    if (line.startsWith(LISTENS)) {
      listens.complete(null);
    }
  }

  /** Tells whether it still serves, as far as can be seen from here. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Is done when it no longer serves. */
  public CompletableFuture<?> end() {
    return process.onExit();
  }

  /** Returns what it said last. */
  public String words() {
    return lastLine.isEmpty() ? "without a word" : lastLine;
  }

  /** Asks it to stop, and insists; in a container or guest it ends with that at the latest. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(3, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
