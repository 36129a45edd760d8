package dev.tare.result.io;

import dev.tare.result.Direction;
import dev.tare.result.Facts;
import dev.tare.result.Fork;
import dev.tare.result.Iteration;
import dev.tare.result.Mode;
import dev.tare.result.Noise;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.result.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Results of other tools than JMH, told by what is in them: hyperfine's, Google Benchmark's and
 * fio's JSON, Go's benchmark format, sysbench's text. One process of theirs is a fork; a file that
 * holds means alone is refused, because nothing can be judged by them.
 */
final class OtherFormats {
  private static final List<OtherFormat> ALL =
      List.of(
          new HyperfineJson(),
          new GoogleBenchmarkJson(),
          new FioJson(),
          new GoBenchmarks(),
          new SysbenchText());

  /** Reads what one other tool writes. */
  interface OtherFormat {
    /**
     * Tells whether a document is this tool's.
     *
     * @param start its first few thousand characters
     */
    boolean wrote(String start);

    /**
     * Returns what it holds.
     *
     * @param source what complaints call it
     */
    Results read(String text, String source) throws BadInput;
  }

  private OtherFormats() {}

  /**
   * Returns which of them a document is in, by its beginning; empty where it is in none of them.
   */
  static Optional<OtherFormat> of(String start) {
    return ALL.stream().filter(one -> one.wrote(start)).findFirst();
  }

  /** A key without an environment; no parameter is told. */
  static SeriesKey key(String benchmark, Mode mode, int threads) {
    return key(benchmark, new TreeMap<>(), mode, threads);
  }

  static SeriesKey key(String benchmark, SortedMap<String, String> params, Mode mode, int threads) {
    return new SeriesKey(Optional.empty(), benchmark, params, mode, threads, SeriesKey.PRIMARY);
  }

  /** A score of which every value is a fork's only iteration. */
  static Series score(SeriesKey key, String unit, List<Double> forks) {
    return series(key, unit, key.mode().direction(), forks);
  }

  /** Any metric of which every value is a fork's only iteration. */
  static Series series(SeriesKey key, String unit, Direction direction, List<Double> forks) {
    List<Fork> made =
        IntStream.range(0, forks.size()).mapToObj(i -> fork(i, List.of(forks.get(i)))).toList();
    return new Series(key, Unit.parse(unit), direction, key.isPrimary(), made, Facts.of(Map.of()));
  }

  static Fork fork(int index, List<Double> iterations) {
    return new Fork(
        index,
        OptionalInt.empty(),
        iterations.stream().map(value -> new Iteration(value, Noise.UNKNOWN)).toList(),
        Optional.empty());
  }
}
