package dev.tare.result;

import java.util.regex.Pattern;

/** Writes a word so that a POSIX shell takes it literally. */
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellWord() {}

  /** Returns it as it is where that will do, else in quotes. */
  public static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
