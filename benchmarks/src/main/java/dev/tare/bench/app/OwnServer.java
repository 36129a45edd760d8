package dev.tare.bench.app;

import dev.tare.proc.HeldProgram;
import dev.tare.proc.LinePump;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server of this fork's own: it is ready when it takes a connection and still lives, and it ends
 * with the fork, however that ends.
 */
final class OwnServer implements AutoCloseable {
  /** An emulated guest takes its time, the more so where other work has the CPUs. */
  private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(5);

  private static final long A_MOMENT_NS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int STOP_S = 15;
  private static final int CONNECT_MS = 1000;

  private final String program;
  private final Process process;
  private final Thread reader;
  private volatile String lastLine = "";

  private OwnServer(String program, Process process) {
    this.program = program;
    this.process = process;
    this.reader = LinePump.start(program + " output", process.getInputStream(), this::said);
  }

  /**
   * Starts a program of a pack and waits until it takes connections.
   *
   * @param path of the program in the pack
   * @param pinned what comes before the program, to put it on a CPU
   * @param arguments of the program
   * @throws IllegalStateException in one line, where it ends before, or is not ready in five
   *     minutes
   */
  static OwnServer start(
      Software software, String path, List<String> pinned, List<String> arguments, int port)
      throws IOException {
    List<String> words = new ArrayList<>(pinned);
    words.add(software.program(path).toString());
    words.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(HeldProgram.words("TERM", words));
    builder.environment().putAll(software.variables());
    OwnServer server = new OwnServer(software.name(), builder.redirectErrorStream(true).start());
    try {
      server.await(port);
      return server;
    } catch (IllegalStateException e) {
      server.close();
      throw e;
    }
  }

  /** Makes the files of a server ready in its folder, by a shell script. */
  static void prepare(String name, Path folder, Path script, Map<String, String> variables)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-e", script.toString());
    builder.environment().putAll(variables);
    try {
      if (builder.directory(folder.toFile()).inheritIO().start().waitFor() != 0) {
        throw new IOException("the files of " + name + " cannot be made in " + folder);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void await(int port) {
    long until = System.nanoTime() + PATIENCE_NS;
    while (!answers(port)) {
      if (!process.isAlive()) {
        throw new IllegalStateException(
            program + " ended with " + process.exitValue() + ": " + said());
      }
      if (System.nanoTime() > until) {
        throw new IllegalStateException(program + " takes no connection: " + said());
      }
      LockSupport.parkNanos(A_MOMENT_NS);
    }
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "another program answers at port " + port + ", and " + program + " ended: " + said());
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String said() {
    try {
      reader.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return lastLine.isEmpty() ? "without a word" : lastLine;
  }

  private void said(String line) {
    lastLine = line;
    System.out.println(program + ": " + line);
  }

  /** Asks it to stop and waits until it has. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
