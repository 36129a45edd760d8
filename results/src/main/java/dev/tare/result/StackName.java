package dev.tare.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Is the name of a stack, taken apart: {@code LAYER[(NAME=VALUE,...)]} joined by {@code /}. What is
 * in brackets may hold {@code /}; a comma that is not followed by {@code NAME=} belongs to the
 * value before it, as in {@code cpuset=0,2}.
 *
 * @param layers outermost first, at least one
 */
public record StackName(List<Layer> layers) {
  /** Is the name of the host itself. */
  public static final String BARE = "bare";

  /**
   * Is one layer.
   *
   * @param options what is in its brackets, by name; empty where there are none
   */
  public record Layer(String name, SortedMap<String, String> options) {
    public Layer {
      options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }

    public Layer with(String option, String value) {
      SortedMap<String, String> all = new TreeMap<>(options);
      all.put(option, value);
      return new Layer(name, all);
    }

    private String text() {
      String inside =
          options.entrySet().stream()
              .map(one -> one.getKey() + (one.getValue().isEmpty() ? "" : "=" + one.getValue()))
              .collect(Collectors.joining(","));
      return inside.isEmpty() ? name : name + "(" + inside + ")";
    }
  }

  public StackName {
    layers = List.copyOf(layers);
  }

  /**
   * Reads one as it is written on a command line.
   *
   * @throws IllegalArgumentException in one line, where brackets or options are not as they should
   */
  public static StackName parse(String text) {
    return new StackName(parts(text).stream().map(part -> layer(part, text)).toList());
  }

  /** Reads one as a run calls its environment; what is no stack is one layer of that name. */
  public static StackName of(String environment) {
    try {
      return parse(environment);
    } catch (IllegalArgumentException e) {
      return new StackName(List.of(new Layer(environment, new TreeMap<>())));
    }
  }

  /** Names of the layers only, {@code kvm/docker}: what the studies call an environment. */
  public String names() {
    return layers.stream().map(Layer::name).collect(Collectors.joining("/"));
  }

  /** Returns it as it is written, options in the order of their names. */
  public String text() {
    return layers.stream().map(Layer::text).collect(Collectors.joining("/"));
  }

  public Layer innermost() {
    return layers.get(layers.size() - 1);
  }

  /** Returns the same with another innermost layer. */
  public StackName withInnermost(Layer other) {
    List<Layer> all = new ArrayList<>(layers);
    all.set(all.size() - 1, other);
    return new StackName(all);
  }

  /** Tells whether it is the host itself. */
  public boolean isBare() {
    return names().equals(BARE);
  }

  public StackName part(int from, int to) {
    return new StackName(layers.subList(from, to));
  }

  /** Tells whether any layer has an option with one of those values. */
  public boolean has(String option, List<String> values) {
    return layers.stream().anyMatch(one -> values.contains(one.options().getOrDefault(option, "")));
  }

  /** Tells whether nothing is in brackets. */
  public boolean isPlain() {
    return layers.stream().allMatch(one -> one.options().isEmpty());
  }

  private static Layer layer(String part, String text) {
    int open = part.indexOf('(');
    String name = open < 0 ? part : part.substring(0, open);
    if (open >= 0 && !part.endsWith(")")) {
      throw new IllegalArgumentException(text + ": nothing may follow the bracket of " + name);
    }
    SortedMap<String, String> options = new TreeMap<>();
    if (open >= 0) {
      for (String option : options(part.substring(open + 1, part.length() - 1))) {
        int equals = option.indexOf('=');
        String key = equals < 0 ? option : option.substring(0, equals);
        if (options.put(key, equals < 0 ? "" : option.substring(equals + 1)) != null) {
          throw new IllegalArgumentException(text + ": " + key + " is given twice");
        }
      }
    }
    return new Layer(name, options);
  }

  /** Splits at the slashes that are outside brackets. */
  private static List<String> parts(String text) {
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

  private static List<String> options(String inside) {
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
}
