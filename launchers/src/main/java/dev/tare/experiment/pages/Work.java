package dev.tare.experiment.pages;

import dev.tare.experiment.concurrent.Workload;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tells what guests run, who take turns. */
final class Work {
  static final String IDLE = "idle";

  private Work() {}

  /**
   * Returns what a workload consists of: the guests take them in turn.
   *
   * @param workload names with {@code +} between them
   * @param params of benchmarks
   * @return none where nothing is run
   * @throws IllegalArgumentException in one line, where there is no such
   */
  static List<Workload> of(String workload, List<String> params) {
    if (workload.equals(IDLE)) {
      return List.of();
    }
    List<String> words = List.of(workload.split("\\+", -1));
    if (words.contains(IDLE) || words.contains("")) {
      throw new IllegalArgumentException(
          "--workload "
              + workload
              + ": idle alone, or what guests take in turn, such as memcached+nginx");
    }
    return words.stream().map(word -> Workload.of(word, params)).toList();
  }

  static Stream<Workload> named(String workload) {
    return of(workload, List.of()).stream();
  }

  /** Returns the labels that tell one from others that guests take in turn; none if alone. */
  static Map<String, String> among(List<Workload> all, Workload one) {
    return all.size() == 1 ? Map.of() : Map.of("part", one.word());
  }
}
