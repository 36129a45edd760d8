package dev.tare.bench.run;

import dev.tare.bench.capture.TakesAbout;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/**
 * Says how long a benchmark takes where its iterations do not tell it, as it states itself.
 *
 * @param preparing of a fork, s, from 0
 * @param invocation s, from 0; 0 where it is shorter than an iteration
 * @see TakesAbout
 */
public record StatedTime(double preparing, double invocation) {
  /** Is what of a benchmark is known that states nothing. */
  private static final StatedTime NONE = new StatedTime(0, 0);

  /** Returns what a class states for these values of its parameters. */
  static StatedTime of(Class<?> benchmark, Map<String, String> params) {
    return Arrays.stream(benchmark.getAnnotationsByType(TakesAbout.class))
        .filter(stated -> stated.where().isEmpty() || isOf(stated.where(), params))
        .max(Comparator.comparing(stated -> !stated.where().isEmpty()))
        .map(stated -> new StatedTime(stated.preparing(), stated.invocation()))
        .orElse(NONE);
  }

  private static boolean isOf(String where, Map<String, String> params) {
    int equals = where.indexOf('=');
    return where.substring(equals + 1).equals(params.get(where.substring(0, equals)));
  }
}
