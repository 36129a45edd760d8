package dev.tare.launch;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Is something that a layer can be asked for in brackets.
 *
 * @param name as it is written before the {@code =}
 * @param meaning one line for the help, with the default
 * @param values what may be written after the {@code =}, as a person reads it: {@code on|off}
 * @param pattern the same, as it is checked
 */
public record LayerOption(String name, String meaning, String values, Pattern pattern) {
  /** Returns one of a few words. */
  public static LayerOption oneOf(String name, String meaning, String... values) {
    String words = String.join("|", values);
    return new LayerOption(name, meaning, words, Pattern.compile(words));
  }

  /** Returns one that is on or off. */
  static LayerOption onOff(String name, String meaning) {
    return oneOf(name, meaning, "on", "off");
  }

  /** Makes an option that takes whatever the pattern takes. */
  public static LayerOption of(String name, String meaning, String values, String pattern) {
    return new LayerOption(name, meaning, values, Pattern.compile(pattern));
  }

  /** Says why a value will not do; absent where it does. */
  Optional<String> refusal(String value) {
    return pattern.matcher(value).matches()
        ? Optional.empty()
        : Optional.of(name + "=" + value + ": " + name + " is " + values);
  }
}
