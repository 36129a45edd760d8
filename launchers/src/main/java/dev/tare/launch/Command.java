package dev.tare.launch;

import dev.tare.result.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Is a program and its arguments, each a word of its own: no shell splits or expands them.
 *
 * @param words the program first
 * @param variables environment variables that are added to those of the place where it runs
 */
public record Command(List<String> words, SortedMap<String, String> variables) {

  public Command {
    words = List.copyOf(words);
    variables = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a command has at least a program");
    }
  }

  public static Command of(String... words) {
    return new Command(List.of(words), new TreeMap<>());
  }

  public static Command of(List<String> words) {
    return new Command(words, new TreeMap<>());
  }

  /** Returns this command with more words at its end. */
  public Command and(String... more) {
    return and(List.of(more));
  }

  /** Returns this command with more words at its end. */
  public Command and(List<String> more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(more);
    return new Command(all, variables);
  }

  /** Returns this command with an environment variable. */
  public Command with(String name, String value) {
    Map<String, String> all = new TreeMap<>(variables);
    all.put(name, value);
    return new Command(words, new TreeMap<>(all));
  }

  /**
   * The words for an engine that takes a command but no variables: {@code env} sets them. Without
   * variables these are the words themselves.
   */
  public List<String> wordsWithVariables() {
    if (variables.isEmpty()) {
      return words;
    }
    List<String> all = new ArrayList<>(List.of("env"));
    variables.forEach((name, value) -> all.add(name + "=" + value));
    all.addAll(words);
    return all;
  }

  /** Returns it as a person could type it into a shell. */
  public String line() {
    return line(wordsWithVariables().stream());
  }

  /** Returns it as a message names it: in one line, without the text of a script. */
  String brief() {
    return line(wordsWithVariables().stream().map(word -> word.contains("\n") ? "..." : word));
  }

  private static String line(Stream<String> words) {
    return words.map(Command::quoted).collect(Collectors.joining(" "));
  }

  /** One word as a POSIX shell takes it literally. */
  public static String quoted(String word) {
    return ShellWord.quoted(word);
  }
}
