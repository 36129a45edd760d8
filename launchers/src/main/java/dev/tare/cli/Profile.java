package dev.tare.cli;

import dev.tare.bench.run.ParamValues;
import dev.tare.experiment.Timing;
import java.util.List;

/**
 * Describes how long and how often is measured.
 *
 * <p>Chosen from the table in docs/method.md: forks buy more than seconds. {@code quick} is a first
 * look within three minutes, with the five forks that a verdict takes, however short each is.
 * {@code standard} is what a verdict needs. {@code paper} has the sizes and durations of the
 * studies that are re-run: files of 5 GiB, with and without O_DIRECT, filebench's without
 * (Chaufournier 2016, 4.1), ten-second intervals.
 */
enum Profile {
  quick(
      5,
      1,
      100,
      3,
      100,
      List.of(
          "size=256m",
          "corpus=8",
          "dictionary=18",
          "order=1000",
          "rows=2000",
          "records=1000",
          "keys=2000",
          "tableRows=10000")),
  standard(10, 3, 1000, 5, 1000, List.of()),
  paper(
      10,
      2,
      5000,
      5,
      10_000,
      List.of(
          "size=5g",
          "direct=true,false",
          "disk\\.FilebenchRandomRw:direct=false",
          "corpus=256",
          "dictionary=22",
          "order=5000",
          "rows=100000",
          "records=100000",
          "keys=200000",
          "tableRows=1000000",
          "config=defconfig",
          "timeout=7200"));

  private final int blocks;
  private final Timing timing;
  private final List<ParamValues> params;

  Profile(
      int blocks, int warmups, int warmupMs, int iterations, int iterationMs, List<String> params) {
    this.blocks = blocks;
    this.timing = new Timing(warmups, Timing.cut(warmupMs), iterations, Timing.cut(iterationMs));
    this.params = params.stream().map(ParamValues::parse).toList();
  }

  /** Tells how long each fork measures. */
  Timing timing() {
    return timing;
  }

  /** Tells how often each benchmark is measured, one fork a trial. */
  int blocks() {
    return blocks;
  }

  /** Parameters that differ from the benchmarks' defaults; of two for one benchmark the last. */
  List<ParamValues> params() {
    return params;
  }
}
