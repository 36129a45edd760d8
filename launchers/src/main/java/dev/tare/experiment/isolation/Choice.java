package dev.tare.experiment.isolation;

import dev.tare.launch.StackSyntax;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One of a few, as it is written on a command line: the option is called as what is chosen. */
final class Choice {
  private Choice() {}

  static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException in one line, with those there are
   */
  static <E extends Enum<E>> E named(Class<E> kind, String word) {
    E[] all = kind.getEnumConstants();
    List<String> words = Arrays.stream(all).map(Choice::word).toList();
    if (!words.contains(word)) {
      String what = kind.getSimpleName().toLowerCase(Locale.ROOT);
      throw new IllegalArgumentException(
          "--" + what + " " + word + ": there is no such " + what + StackSyntax.near(word, words));
    }
    return all[words.indexOf(word)];
  }
}
