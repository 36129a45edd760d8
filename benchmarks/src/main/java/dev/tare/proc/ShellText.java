package dev.tare.proc;

import dev.tare.result.ShellWord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Hands over shell scripts of the program's resources whole, so no file of them is needed. */
public final class ShellText {
  private ShellText() {}

  /**
   * Returns a script without its comments.
   *
   * @param owner of the package in which it lies
   * @param name of the resource, without its ending
   */
  public static String of(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name + ".sh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.stripLeading().startsWith("#"))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the words that run a script, which it has as its own name first. */
  public static List<String> words(Class<?> owner, String name, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", of(owner, name), name));
    words.addAll(arguments);
    return words;
  }

  /** Returns the text of a script that has its arguments, whatever it is run with. */
  static String with(Class<?> owner, String name, List<String> arguments) {
    return arguments.stream()
            .map(ShellWord::quoted)
            .collect(Collectors.joining(" ", "set -- ", "\n"))
        + of(owner, name);
  }
}
