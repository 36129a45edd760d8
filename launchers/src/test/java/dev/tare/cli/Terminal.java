package dev.tare.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The tool run in this JVM, and what it prints. */
final class Terminal {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /**
   * @return the exit code
   */
  int run(String... words) {
    return Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        words);
  }

  /** Runs a verb with these words behind it. */
  int verb(String verb, String... words) {
    return run(Stream.concat(Stream.of(verb), Stream.of(words)).toArray(String[]::new));
  }

  /** Runs a verb that was made with something of its own, such as another standard input. */
  int run(CommandLine verb, String... words) {
    verb.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    verb.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    return verb.execute(words);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  void clear() {
    out.reset();
    err.reset();
  }
}
