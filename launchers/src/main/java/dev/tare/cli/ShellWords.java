package dev.tare.cli;

import dev.tare.bench.app.CommandWords;
import dev.tare.probe.ProbeException;
import dev.tare.probe.TimedCommand;
import dev.tare.result.Nearest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds what only a shell takes for more than a word: here nothing but words is made of it. */
final class ShellWords {
  private static final Pattern OPERATOR =
      Pattern.compile("\\|\\|?|&&?|;|\\d?(>>?|<)(&?\\S+)?|\\$(\\w+|\\{\\w+\\})");

  /** Is no program anywhere, or does nothing outside of the shell that it is told to. */
  private static final Set<String> ITS_OWN =
      Set.of(
          ".", "alias", "cd", "eval", "exec", "export", "for", "if", "local", "set", "shopt",
          "source", "trap", "ulimit", "umask", "unset", "while", "{", "(");

  private static final Pattern SETTING = Pattern.compile("[A-Za-z_]\\w*=.*");

  private ShellWords() {}

  /** Tells whether a first word is no program but what a shell itself does. */
  private static boolean isItsOwn(String name) {
    return ITS_OWN.contains(name) || SETTING.matcher(name).matches();
  }

  /**
   * Returns the line that says so of the first such word of a command.
   *
   * @param how a shell is had
   */
  static Optional<String> line(String option, String command, String how) {
    return CommandWords.of(command).stream()
        .filter(word -> OPERATOR.matcher(word).matches())
        .findFirst()
        .map(word -> option + ": " + word + " is an argument here, not a shell's; " + how);
  }

  /**
   * Refuses, in one line, what is no program of this host where a shell looks for them, and asks
   * for the one that was meant.
   *
   * @param how a shell is had, which does some things itself
   */
  static void check(String option, String name, String how) {
    try {
      TimedCommand.check(name);
    } catch (ProbeException e) {
      String meant =
          isItsOwn(name)
              ? ": that is for a shell; " + how
              : name.contains("/") ? Nearest.asked(Path.of(name)) : Nearest.asked(name, all());
      throw new UsageFailure(option + ": " + e.getMessage() + meant);
    }
  }

  private static Set<String> all() {
    Set<String> all = new TreeSet<>();
    for (Path folder : TimedCommand.folders()) {
      String[] files = folder.toFile().list();
      all.addAll(files == null ? List.of() : List.of(files));
    }
    return all;
  }
}
