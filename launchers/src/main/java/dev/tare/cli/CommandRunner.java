package dev.tare.cli;

import dev.tare.launch.LinePump;
import dev.tare.probe.TimedCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs commands to their end, within a time and with so much of their output. */
final class CommandRunner {
  /** What is kept of what all runs of a visit print; the rest is read and dropped. */
  private static final long MOST_OUTPUT = 64 << 10;

  private final boolean shell;
  private final Duration limit;
  private final PrintStream console;
  private long printed;
  private String lastLine = "";

  /** A command did not do what it should: one line. */
  static final class Failed extends IOException {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }
  }

  CommandRunner(boolean shell, Duration limit, PrintStream console) {
    this.shell = shell;
    this.limit = limit;
    this.console = console;
  }

  /**
   * The program, as a path, and its arguments.
   *
   * @throws IllegalArgumentException in one line, where the text is no command
   */
  static List<String> words(String command, boolean shell) {
    return shell ? List.of("/bin/sh", "-c", command) : CommandWords.of(command);
  }

  /** Runs it and says what it took. */
  TimedCommand.Usage timed(TimedCommand timer, Path usage, String command, boolean anyExit)
      throws IOException, InterruptedException {
    List<String> words = words(command, shell);
    List<String> found =
        Stream.concat(Stream.of(program(words.get(0))), words.stream().skip(1)).toList();
    Files.deleteIfExists(usage);
    int exit = run(timer.words(usage, found), command);
    if (exit != 0) {
      throw new Failed("timing " + command + " ended with " + exit + behind());
    }
    TimedCommand.Usage took = TimedCommand.read(usage);
    if (took.errno() != 0) {
      throw new Failed(command + ": it cannot be executed (errno " + took.errno() + ")");
    }
    if (took.exit() != 0 && !anyExit) {
      throw new Failed(command + " ended with " + took.exit() + behind());
    }
    return took;
  }

  /** Runs it; it has to end with 0. */
  void untimed(String option, String command) throws IOException, InterruptedException {
    List<String> words = words(command, shell);
    program(words.get(0));
    int exit = run(words, command);
    if (exit != 0) {
      throw new Failed(option + " " + command + " ended with " + exit + behind());
    }
  }

  private int run(List<String> words, String command) throws IOException, InterruptedException {
    lastLine = "";
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    Thread lines = LinePump.start("command", process.getInputStream(), this::line);
    boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    // A process that it left behind may keep the pipe open.
    lines.join(TimeUnit.SECONDS.toMillis(1));
    if (!ended) {
      throw new Failed(
          command + ": ended after " + limit.toSeconds() + " s; --time-limit gives it more");
    }
    return process.exitValue();
  }

  private synchronized void line(String line) {
    lastLine = line.isBlank() ? lastLine : line.strip();
    if (printed <= MOST_OUTPUT) {
      printed += line.length() + 1;
      console.println(printed > MOST_OUTPUT ? "tare: what else it prints is not kept" : line);
    }
  }

  private synchronized String behind() {
    return lastLine.isEmpty() ? "" : ": " + lastLine;
  }

  /** Looked for as a shell does. */
  private static String program(String name) throws Failed {
    if (name.contains("/")) {
      return name;
    }
    for (String folder : System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
      Path file = Path.of(folder.isEmpty() ? "." : folder).resolve(name);
      if (Files.isRegularFile(file) && Files.isExecutable(file)) {
        return file.toString();
      }
    }
    throw new Failed(name + ": no such program here");
  }
}
