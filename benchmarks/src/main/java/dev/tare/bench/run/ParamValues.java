package dev.tare.bench.run;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Holds the values for a parameter.
 *
 * @param benchmarks which it is meant for, found in their names; everything where it is empty
 * @param name of the parameter
 * @param values at least one
 */
public record ParamValues(Pattern benchmarks, String name, List<String> values) {
  private static final Pattern TEXT = Pattern.compile("(?:([^=]*):)?([A-Za-z_]\\w*)=(.*)");

  public ParamValues {
    values = List.copyOf(values);
  }

  /** Not behind a backslash: that comma is the value's own. */
  private static final String BETWEEN = "(?<!\\\\),";

  /**
   * Reads {@code name=value[,value...]}, or {@code REGEX:name=value[,value...]}.
   *
   * @throws IllegalArgumentException in one line
   */
  public static ParamValues parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "-p " + text + ": must look like name=value or BENCHMARK:name=value");
    }
    String benchmarks = parts.group(1) == null ? "" : parts.group(1);
    try {
      return new ParamValues(
          Pattern.compile(benchmarks), parts.group(2), List.of(parts.group(3).split(BETWEEN, -1)));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("-p " + text + ": " + e.getDescription(), e);
    }
  }

  /** Returns the same with the first of the values alone. */
  public ParamValues first() {
    return new ParamValues(benchmarks, name, values.subList(0, 1));
  }

  /** Returns what {@link #parse} reads. */
  public String text() {
    String scope = benchmarks.pattern().isEmpty() ? "" : benchmarks.pattern() + ":";
    return scope + name + "=" + String.join(",", values);
  }

  /** Tells whether it is meant for that benchmark. */
  public boolean isFor(String benchmark) {
    return benchmarks.matcher(benchmark).find();
  }
}
