package dev.tare.experiment.network;

import dev.tare.experiment.VisitPlan;
import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Owner;
import dev.tare.launch.Places;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The verb {@code serve} of the same jar, running in an environment. It carries the run's mark, and
 * ends with its standard input: with this program, however that ends.
 */
final class FarServer implements AutoCloseable {
  private static final String LISTENS = "listening on ";

  /** An emulated guest takes its time to start a JVM. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private volatile String lastLine = "";

  private FarServer(Process process) {
    this.process = process;
  }

  /**
   * Starts it, and waits until it listens.
   *
   * @param owner the run
   * @param bind the address that it listens on
   * @param cpu as the environment counts its CPUs
   * @throws LaunchException in one line: the port is taken, the environment is gone
   */
  static FarServer start(Environment environment, Owner owner, String bind, int port, int cpu)
      throws IOException {
    Command command = command(environment.places(), owner, bind, port, cpu);
    FarServer server = new FarServer(environment.start(command));
    CompletableFuture<Void> listens = new CompletableFuture<>();
    Thread out = server.reader(server.process.getInputStream(), line -> said(line, listens));
    Thread err = server.reader(server.process.getErrorStream(), line -> server.lastLine = line);
    if (environment.isDry()) {
      return server;
    }
    try {
      CompletableFuture.anyOf(listens, server.process.onExit())
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      out.join(listens.isDone() ? 1 : TimeUnit.SECONDS.toMillis(1));
      if (!listens.isDone()) {
        err.join(TimeUnit.SECONDS.toMillis(1));
        throw new LaunchException("the server ended: " + server.words());
      }
      return server;
    } catch (TimeoutException e) {
      throw server.given("the server does not listen after " + PATIENCE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw server.given("the server: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw server.given("interrupted", e);
    } catch (LaunchException e) {
      server.close();
      throw e;
    }
  }

  static Command command(Places places, Owner owner, String bind, int port, int cpu) {
    return Command.of(
        List.of(
            places.java(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + places.scratch(),
            "-jar",
            places.shipped() + "/" + VisitPlan.JAR,
            "serve",
            "--port",
            Integer.toString(port),
            "--bind",
            bind,
            "--cpu",
            Integer.toString(cpu),
            "--owner",
            owner.text()));
  }

  /** Whether it still serves, as far as can be seen from here. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Done when it no longer serves. */
  CompletableFuture<?> end() {
    return process.onExit();
  }

  /** What it said last. */
  String words() {
    return lastLine.isEmpty() ? "without a word" : lastLine;
  }

  private static void said(String line, CompletableFuture<Void> listens) {
    if (line.startsWith(LISTENS)) {
      listens.complete(null);
    }
  }

  private LaunchException given(String why, Exception cause) {
    close();
    return new LaunchException(why, cause);
  }

  private Thread reader(InputStream from, Consumer<String> to) {
    Thread thread =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                lines.lines().forEach(to);
              } catch (IOException | UncheckedIOException e) {
                // It has ended; its exit says so.
                return;
              }
            },
            "server output");
    thread.setDaemon(true);
    thread.start();
    return thread;
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
