package dev.tare.bench.run;

import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * The finished forks of one benchmark with one set of parameters.
 *
 * @param forks the measured iterations of each fork that ran to its end
 * @param failure why the benchmark did not finish, one line; null where it did
 */
public record Finished(BenchmarkParams params, List<List<MeasuredIteration>> forks, String failure) {
  public Finished {
    forks = List.copyOf(forks);
  }

  /** Whether all forks that were asked for ran to their end. */
  public boolean isComplete() {
    return failure == null;
  }

  /** The benchmark with its parameters, as a person would name it. */
  public String name() {
    StringBuilder name = new StringBuilder(params.getBenchmark());
    for (String key : params.getParamsKeys()) {
      name.append(' ').append(key).append('=').append(params.getParam(key));
    }
    return name.toString();
  }
}
