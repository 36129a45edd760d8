package dev.tare.cli;

import dev.tare.experiment.Timing;
import java.util.List;
import java.util.Map;

/**
 * Describes how long and how often is measured.
 *
 * <p>Chosen from the table in docs/method.md: forks buy more than seconds. {@code quick} is a first
 * look within three minutes, with the five forks that a verdict takes, however short each is.
 * {@code standard} is what a verdict needs. {@code paper} has the sizes and durations of the
 * studies that are re-run: files of 5 GiB, with and without O_DIRECT (Chaufournier 2016, 4.1),
 * ten-second intervals.
 */
enum Profile {
  quick(
      5,
      1,
      100,
      3,
      100,
      Map.of(
          "size", List.of("256m"),
          "corpus", List.of("8"),
          "dictionary", List.of("18"),
          "order", List.of("1000"),
          "rows", List.of("2000"),
          "records", List.of("1000"),
          "tableRows", List.of("10000"))),
  standard(10, 3, 1000, 5, 1000, Map.of()),
  paper(
      10,
      2,
      5000,
      5,
      10_000,
      Map.of(
          "size", List.of("5g"),
          "direct", List.of("true", "false"),
          "corpus", List.of("256"),
          "dictionary", List.of("22"),
          "order", List.of("5000"),
          "rows", List.of("100000"),
          "records", List.of("100000"),
          "tableRows", List.of("1000000"),
          "config", List.of("defconfig"),
          "timeout", List.of("7200")));

  private final int blocks;
  private final int warmups;
  private final int warmupMs;
  private final int iterations;
  private final int iterationMs;
  private final Map<String, List<String>> params;

  Profile(
      int blocks,
      int warmups,
      int warmupMs,
      int iterations,
      int iterationMs,
      Map<String, List<String>> params) {
    this.blocks = blocks;
    this.warmups = warmups;
    this.warmupMs = cut(warmupMs);
    this.iterations = iterations;
    this.iterationMs = cut(iterationMs);
    this.params = params;
  }

  /** Tests of what a run leaves, and of no figure in it, have shorter iterations. */
  static int cut(int ms) {
    return Math.min(ms, Integer.getInteger("tare.mostMs", ms));
  }

  /** Tells how long each fork measures. */
  Timing timing() {
    return new Timing(warmups, warmupMs, iterations, iterationMs);
  }

  /** Tells how often each benchmark is measured, one fork a trial. */
  int blocks() {
    return blocks;
  }

  int warmups() {
    return warmups;
  }

  /** Returns the length of a warm-up iteration, ms. */
  int warmupMs() {
    return warmupMs;
  }

  int iterations() {
    return iterations;
  }

  /** Returns the length of a measured iteration, ms. */
  int iterationMs() {
    return iterationMs;
  }

  /** Parameters that differ from the benchmarks' defaults, by name. */
  Map<String, List<String>> params() {
    return params;
  }
}
