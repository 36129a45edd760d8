package dev.tare.launch;

import dev.tare.result.Nearest;
import dev.tare.result.StackName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the layers and options of a {@link StackName}. */
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
    StackName written = StackName.parse(text);
    if (written.layers().size() > 1
        && written.layers().stream().anyMatch(one -> one.name().equals(Stack.BARE))) {
      throw new IllegalArgumentException(
          text + ": bare is the host itself and stands alone; leave it out");
    }
    if (written.layers().stream().filter(one -> one.name().equals(Slurm.NAME)).count() > 1) {
      throw new IllegalArgumentException(
          text + ": a job of slurm begins none of its own; leave the second out");
    }
    return Stack.of(written.layers().stream().map(one -> step(one, text)).toList());
  }

  private static boolean breaksLines(int c) {
    return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
  }

  private Stack.Step step(StackName.Layer written, String text) {
    String name = written.name();
    Layer layer =
        layers
            .named(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        text + ": no layer is called '" + name + "'" + near(name, layers.names())));
    SortedMap<String, String> options = new TreeMap<>();
    Limits limits = Limits.NONE;
    for (Map.Entry<String, String> option : written.options().entrySet()) {
      String key = option.getKey();
      if (Limits.isLimit(key) && layer.limits()) {
        limits = limited(limits, key, option.getValue(), text);
      } else {
        options.put(key, checked(layer, key, option.getValue(), text));
      }
    }
    layer
        .refusal(options)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(text + ": " + why);
            });
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

  /** Says what may have been meant, and all there is. */
  public static String near(String wrong, List<String> names) {
    return Nearest.asked(wrong, names) + "; there are " + String.join(", ", names);
  }
}
