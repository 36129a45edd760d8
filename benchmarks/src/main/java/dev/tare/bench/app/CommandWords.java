package dev.tare.bench.app;

import java.util.ArrayList;
import java.util.List;

/** Splits a command into words as a shell does, but expands nothing. */
public final class CommandWords {
  private static final char NONE = 0;

  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean begun;
  private char quote = NONE;

  private CommandWords() {}

  /**
   * The words of a command: blanks separate them, but where quotes or a backslash keep them.
   *
   * @throws IllegalArgumentException in one line, where a quote is not closed or there is no word
   */
  public static List<String> of(String command) {
    CommandWords split = new CommandWords();
    boolean escaped = false;
    for (char one : command.toCharArray()) {
      if (escaped) {
        split.add(one);
        escaped = false;
      } else if (one == '\\' && split.quote != '\'') {
        escaped = true;
      } else {
        split.take(one);
      }
    }
    if (split.quote != NONE || escaped) {
      throw new IllegalArgumentException("a quote is not closed in: " + command);
    }
    split.end();
    if (split.words.isEmpty()) {
      throw new IllegalArgumentException("an empty command");
    }
    return List.copyOf(split.words);
  }

  private void take(char one) {
    if (quote == NONE && Character.isWhitespace(one)) {
      end();
    } else if (quote == NONE && (one == '\'' || one == '"')) {
      quote = one;
      begun = true;
    } else if (one == quote) {
      quote = NONE;
    } else {
      add(one);
    }
  }

  private void add(char one) {
    word.append(one);
    begun = true;
  }

  private void end() {
    if (begun) {
      words.add(word.toString());
    }
    word.setLength(0);
    begun = false;
  }
}
