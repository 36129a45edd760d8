package dev.tare.launch;

import dev.tare.result.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Parses the grammar of stacks: {@code LAYER[(NAME=VALUE,...)]} joined by {@code /}, outermost
 * first. What is in brackets may hold {@code /}; a comma that is not followed by {@code NAME=}
 * belongs to the value before it, as in {@code cpuset=0,2}.
 */
public final class StackSyntax {
  private final Layers layers;

  public StackSyntax(Layers layers) {
    this.layers = layers;
  }

  /**
   * Reads a stack.
   *
   * @throws IllegalArgumentException in one line, naming the layer or option and its neighbours
   */
  public Stack parse(String text) {
    if (text.codePoints().anyMatch(StackSyntax::breaksLines)) {
      throw new IllegalArgumentException("a stack is one line without control characters");
    }
    List<Stack.Step> steps = new ArrayList<>();
    List<String> parts = layersOf(text);
    for (int i = 0; i < parts.size(); i++) {
      Stack.Step step = step(parts.get(i), text);
      boolean bare = step.layer().name().equals(Stack.BARE);
      if (bare && parts.size() > 1) {
        throw new IllegalArgumentException(
            text + ": bare is the host itself and stands alone; leave it out");
      }
      steps.add(step);
    }
    return Stack.of(steps);
  }

  private static boolean breaksLines(int c) {
    return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
  }

  private Stack.Step step(String part, String text) {
    int open = part.indexOf('(');
    String name = open < 0 ? part : part.substring(0, open);
    if (open >= 0 && !part.endsWith(")")) {
      throw new IllegalArgumentException(text + ": nothing may follow the bracket of " + name);
    }
    Layer layer =
        layers
            .named(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        text + ": no layer is called '" + name + "'" + near(name, layers.names())));
    SortedMap<String, String> options = new TreeMap<>();
    Limits limits = Limits.NONE;
    if (open >= 0) {
      for (String option : optionsOf(part.substring(open + 1, part.length() - 1))) {
        int equals = option.indexOf('=');
        String key = equals < 0 ? option : option.substring(0, equals);
        String value = equals < 0 ? "" : option.substring(equals + 1);
        if (Limits.isLimit(key) && layer.limits()) {
          limits = limited(limits, key, value, text);
        } else if (options.put(key, checked(layer, key, value, text)) != null) {
          throw new IllegalArgumentException(text + ": " + key + " is given twice");
        }
      }
    }
    return new Stack.Step(layer, options, limits);
  }

  private static Limits limited(Limits limits, String key, String value, String text) {
    try {
      return limits.with(key, value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(text + ": " + e.getMessage(), e);
    }
  }

  private static String checked(Layer layer, String key, String value, String text) {
    List<LayerOption> known = new ArrayList<>(layer.options());
    if (layer.limits()) {
      known.addAll(Limits.OPTIONS);
    }
    for (LayerOption option : known) {
      if (option.name().equals(key)) {
        option
            .refusal(value)
            .ifPresent(
                refusal -> {
                  throw new IllegalArgumentException(text + ": " + refusal);
                });
        return value;
      }
    }
    List<String> names = known.stream().map(LayerOption::name).toList();
    throw new IllegalArgumentException(
        text + ": " + layer.name() + " has no option '" + key + "'" + near(key, names));
  }

  /** Splits at the slashes that are outside brackets. */
  private static List<String> layersOf(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0 || depth > 1) {
        throw new IllegalArgumentException(text + ": brackets do not match");
      }
      if (c == '/' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    if (depth != 0) {
      throw new IllegalArgumentException(
          text + ": a bracket is not closed; quote it for the shell");
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static List<String> optionsOf(String inside) {
    List<String> options = new ArrayList<>();
    for (String piece : inside.split(",", -1)) {
      if (!piece.contains("=") && !options.isEmpty()) {
        options.set(options.size() - 1, options.get(options.size() - 1) + "," + piece);
      } else if (!inside.isBlank()) {
        options.add(piece);
      }
    }
    return options;
  }

  /** Says what may have been meant, and all there is. */
  public static String near(String wrong, List<String> names) {
    return Nearest.asked(wrong, names) + "; there are " + String.join(", ", names);
  }
}
