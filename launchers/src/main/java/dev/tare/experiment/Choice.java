package dev.tare.experiment;

import dev.tare.launch.StackSyntax;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One of a few, as it is written on a command line and in results. */
public interface Choice {
  /** Returns it as it is written. */
  default String word() {
    return toString().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the one of that name.
   *
   * @throws IllegalArgumentException in one line, with those there are
   */
  static <E extends Choice> E named(Class<E> kind, String word) {
    List<E> all = Arrays.asList(kind.getEnumConstants());
    List<String> words = all.stream().map(Choice::word).toList();
    if (!words.contains(word)) {
      String what =
          kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
      throw new IllegalArgumentException(
          "there is no such " + what + StackSyntax.near(word, words));
    }
    return all.get(words.indexOf(word));
  }
}
