package dev.tare.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The tool run in this JVM, and what it prints. */
final class Terminal {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Returns the words of a command as texts quote it: those with a space stand between quotes. */
  static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    WORD.matcher(command)
        .results()
        .forEach(word -> words.add(word.group(1) != null ? word.group(1) : word.group(2)));
    return words;
  }

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
