package dev.tare.result;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Says how much forks of the same thing differ in one place, from an A/A run: what a comparison
 * there has to exceed.
 *
 * @param place which place: {@link #placeOf} its facts
 * @param made when
 * @param spreads one for each series, in the order of the run
 */
public record Calibration(Facts place, Instant made, List<Spread> spreads) {
  /**
   * The stack that an environment was asked for as, where a run calls it by another name: sides of
   * one comparison may be the same stack.
   */
  public static final String STACK = "environment.stack";

  /** Is what tells one place from another: noise is its own on each. */
  public static final List<String> PLACE =
      List.of("cpu.model", "kernel.release", Facts.JDK_MAJOR, "userland.hash");

  /**
   * Is one series.
   *
   * @param environment the stack; absent where a file does not tell
   * @param run the benchmark, by {@link SeriesKey#runId()}
   * @param metric the secondary metric's name, or {@link SeriesKey#PRIMARY}
   * @param logs the natural logarithm of each fork's summary, in the order of the forks
   */
  public record Spread(Optional<String> environment, String run, String metric, List<Double> logs) {
    public Spread {
      logs = List.copyOf(logs);
    }

    /** Tells whether it is of that series, measured under those facts. */
    public boolean isOf(SeriesKey key, Facts facts) {
      return run.equals(key.runId())
          && metric.equals(key.metric())
          && environment.equals(stackOf(key, facts));
    }
  }

  public Calibration {
    spreads = List.copyOf(spreads);
  }

  /** Returns what these facts say of the place. */
  public static Facts placeOf(Facts facts) {
    Map<String, String> place = new TreeMap<>();
    PLACE.forEach(name -> facts.find(name).ifPresent(value -> place.put(name, value)));
    return Facts.of(place);
  }

  /** The stack of a series, whatever its run calls the environment. */
  public static Optional<String> stackOf(SeriesKey key, Facts facts) {
    return facts.get(STACK).or(key::environment);
  }

  /**
   * Tells whether it may be used for results with these facts.
   *
   * @param vouched whether the user says that it is of that place: then facts that are not told
   *     count for him, and only those that differ against him
   */
  public boolean isOf(Facts facts, boolean vouched) {
    Facts told = placeOf(facts);
    return vouched
        ? told.values().entrySet().stream()
            .allMatch(fact -> place.get(fact.getKey()).orElse("").equals(fact.getValue()))
        : !told.values().isEmpty() && told.equals(place);
  }

  /** The spread of a series; absent where it was not calibrated. */
  public Optional<Spread> spread(SeriesKey key, Facts facts) {
    return spreads.stream().filter(spread -> spread.isOf(key, facts)).findFirst();
  }
}
