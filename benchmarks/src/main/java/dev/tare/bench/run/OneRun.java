package dev.tare.bench.run;

import dev.tare.result.SeriesKey;
import java.util.Optional;
import java.util.SortedMap;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One benchmark with one set of parameters, in one mode.
 *
 * @param benchmark the method's full name
 * @param mode how it is measured
 * @param params all its parameters by name, each with one value
 * @param threads JMH's {@code -t}
 */
public record OneRun(String benchmark, Mode mode, SortedMap<String, String> params, int threads) {

  /** Returns the same, timed as a whole instead of for a while: JMH's single shot. */
  public OneRun ofFixedWork() {
    return new OneRun(benchmark, Mode.SingleShotTime, params, threads);
  }

  /** Returns the same as {@link SeriesKey#runId()}. */
  public String runId() {
    return new SeriesKey(
            Optional.empty(),
            benchmark,
            params,
            dev.tare.result.Mode.labelled(mode.shortLabel()).orElseThrow(),
            threads,
            SeriesKey.PRIMARY)
        .runId();
  }

  /** The options that run this and nothing else. */
  public ChainedOptionsBuilder options() {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + java.util.regex.Pattern.quote(benchmark) + "$")
            .mode(mode)
            .threads(threads);
    params.forEach(options::param);
    return options;
  }
}
