package dev.tare.experiment.pages;

import dev.tare.bench.run.Catalogue;
import dev.tare.bench.run.OneRun;
import dev.tare.bench.run.ParamValues;
import dev.tare.experiment.concurrent.Scored;
import dev.tare.result.SeriesKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A benchmark that guests run.
 *
 * @param word as it was asked for: the name of a server, or of a benchmark
 * @param name the benchmark's full name
 */
record Work(String word, String name) implements Scored {
  /** Nothing is run. */
  static final String IDLE = "idle";

  private static final String OPTION = "--workload ";

  /** Benchmarks whose score is another figure than their time. */
  private static final Map<String, String> METRICS =
      Map.of("dev.tare.bench.memory.Stream.pass", "bandwidth");

  /**
   * Returns what a workload consists of: the guests take them in turn.
   *
   * @param workload names with {@code +} between them
   * @param params of benchmarks
   * @return none where nothing is run
   * @throws IllegalArgumentException in one line, where there is no such
   */
  static List<Work> of(String workload, List<String> params) {
    return workload.equals(IDLE)
        ? List.of()
        : Arrays.stream(workload.split("\\+", -1)).map(word -> one(word, params)).toList();
  }

  private static Work one(String word, List<String> params) {
    List<ParamValues> values = params.stream().map(ParamValues::parse).toList();
    List<OneRun> all = runs("^dev\\.tare\\.bench\\.app\\.", values);
    List<OneRun> found =
        all.stream()
            .filter(one -> Catalogue.packs(List.of(one.benchmark())).contains(word))
            .toList();
    if (found.isEmpty()) {
      found = runs(word, values);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          OPTION + word + ": " + Catalogue.noneMatches(List.of(word)));
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          OPTION
              + word
              + ": is "
              + found.size()
              + " runs; name one, such as "
              + found.get(0).runId());
    }
    return new Work(word, found.get(0).benchmark());
  }

  private static List<OneRun> runs(String word, List<ParamValues> values) {
    return Catalogue.runs(List.of(word), List.of(Catalogue.BOMBS), values, 1);
  }

  /** Returns the labels that tell it from others that guests take in turn; none if alone. */
  Map<String, String> among(List<Work> all) {
    return all.size() == 1 ? Map.of() : Map.of("part", word);
  }

  @Override
  public String benchmark() {
    return name.replace(".", "\\.");
  }

  @Override
  public String metric() {
    return METRICS.getOrDefault(name, SeriesKey.PRIMARY);
  }
}
