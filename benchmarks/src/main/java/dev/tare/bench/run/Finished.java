package dev.tare.bench.run;

import dev.tare.result.Mode;
import dev.tare.result.SeriesKey;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * The finished forks of one benchmark with one set of parameters.
 *
 * @param forks the measured iterations of each fork that ran to its end
 * @param failure why the benchmark did not finish, one line; null where it did
 */
public record Finished(
    BenchmarkParams params, List<List<MeasuredIteration>> forks, String failure) {
  public Finished {
    forks = List.copyOf(forks);
  }

  /** Tells whether all forks that were asked for ran to their end. */
  public boolean isComplete() {
    return failure == null;
  }

  /** Tells how schedules and latency logs call it: {@link SeriesKey#runId()}. */
  public String runId() {
    return key(params).runId();
  }

  private static SeriesKey key(BenchmarkParams params) {
    SortedMap<String, String> named = new TreeMap<>();
    params.getParamsKeys().forEach(key -> named.put(key, params.getParam(key)));
    return new SeriesKey(
        Optional.empty(),
        params.getBenchmark(),
        named,
        Mode.labelled(params.getMode().shortLabel()).orElseThrow(),
        params.getThreads(),
        SeriesKey.PRIMARY);
  }
}
