package dev.tare.peers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs programs in one folder and leaves neither a process nor the folder behind. */
final class Programs implements AutoCloseable {
  private static final int LIMIT_S = 300;
  private static final int SERVER_START_MS = 10_000;
  private static final int SHOWN_CHARS = 300;

  private final Path folder;
  private boolean closed;
  private final Thread atExit = new Thread(this::clean, "clean-up");

  /**
   * @param parent the folder is made in it
   */
  Programs(Path parent) throws IOException {
    folder = Files.createTempDirectory(parent, "peers-");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** The folder that programs run in. */
  Path folder() {
    return folder;
  }

  /**
   * Runs a program to its end.
   *
   * @return what it wrote to its standard output
   * @throws IOException with its last words where it fails or does not end in five minutes
   */
  String output(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    try {
      Process process = start(command, out, err);
      if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
        destroy(process.toHandle());
        throw new IOException(command.get(0) + " did not end in " + LIMIT_S + " s");
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            command.get(0) + " exited " + process.exitValue() + ": " + lastWords(err, out));
      }
      return Files.readString(out);
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }

  /** Returns the same on loopback. */
  Server serve(List<String> command, int port) throws IOException, InterruptedException {
    return serve(command, port, Link.LOOPBACK);
  }

  /**
   * Starts a server and waits until its port is open.
   *
   * @param link tells where the port is
   */
  Server serve(List<String> command, int port, Link link) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "server", ".txt");
    Server server = new Server(start(command, out, out), out);
    for (int waited = 0; !link.isOpen(port); waited += 10) {
      if (!server.process().isAlive() || waited >= SERVER_START_MS) {
        String words = lastWords(out);
        server.stop();
        throw new IOException(command.get(0) + " does not serve port " + port + ": " + words);
      }
      Thread.sleep(10);
    }
    return server;
  }

  /** Starts a program that {@link #close} ends; it adds to the two files. */
  synchronized Process start(List<String> command, Path out, Path err) throws IOException {
    if (closed) {
      throw new IOException("interrupted");
    }
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LC_ALL", "C");
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
    return builder.start();
  }

  /** The end of the first of the files that is not empty, as one line. */
  private static String lastWords(Path... files) throws IOException {
    for (Path file : files) {
      String words = Files.readString(file).strip().replaceAll("\\s*\\R\\s*", " / ");
      if (!words.isEmpty()) {
        return words.substring(Math.max(0, words.length() - SHOWN_CHARS));
      }
    }
    return "it said nothing";
  }

  /** Removes all files of the folder. */
  void clear() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    clean();
  }

  private synchronized void clean() {
    closed = true;
    destroy(ProcessHandle.current());
    try {
      clear();
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      System.err.println("left behind: " + folder + " (" + e.getMessage() + ")");
    }
  }

  /** Ends a process with all that it started; of this process only what it started. */
  private static void destroy(ProcessHandle process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    if (!process.equals(ProcessHandle.current())) {
      process.destroyForcibly();
    }
  }

  /**
   * A server that runs.
   *
   * @param output what it prints
   */
  record Server(Process process, Path output) {
    private static final int STOP_S = 5;

    void stop() throws IOException, InterruptedException {
      process.destroy();
      if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
        destroy(process.toHandle());
        process.waitFor();
      }
      Files.deleteIfExists(output);
    }
  }
}
