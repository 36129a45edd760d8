package dev.tare.experiment.boot;

import dev.tare.experiment.Bounds;
import dev.tare.experiment.Parameter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;

/**
 * Describes what {@link Boot} is asked for.
 *
 * @param count how many start at one moment, each from 1 to 256; in rising order
 * @param rate starts a second, each above 0
 * @param starts of each condition in each block, from 1 to 10000
 * @param limitSeconds after which a start is given up, from 1
 */
public record BootParameters(
    @Parameter(
            name = "--count",
            label = "N",
            usual = "1",
            help = "How many start at one moment, such as 1,2,4,8")
        List<Integer> count,
    @Parameter(
            name = "--rate",
            label = "N",
            help =
                "Also as many starts a second, such as 2 or 0.5, each when its time has come"
                    + " whatever the others do (Poisson arrivals)")
        List<Double> rate,
    @Parameter(
            name = "--cache",
            label = "STATE",
            usual = "warm",
            help = "warm, or cold: the host's page cache is dropped before (needs root)")
        List<Cache> cache,
    @Parameter(
            name = "--from",
            label = "WHAT",
            usual = "image",
            help =
                "image, or what another like it was, saved when it was up: snapshot (kvm), checkpoint"
                    + " (runc, with a warm JVM, by CRIU)")
        List<From> from,
    @Parameter(
            name = "--starts",
            label = "N",
            usual = "10",
            help =
                "How many starts in each block: over all blocks 6 give a median, 72 a p95, 368 a"
                    + " p99")
        int starts,
    @Parameter(
            name = "--time-limit",
            label = "SECONDS",
            usual = "60",
            help = "After which a start, or an end, is given up")
        int limitSeconds) {
  private static final int MOST = 256;
  private static final int MOST_STARTS = 10_000;

  public BootParameters {
    count = List.copyOf(new TreeSet<>(count));
    rate = List.copyOf(new TreeSet<>(rate));
    cache = List.copyOf(new LinkedHashSet<>(cache));
    from = List.copyOf(new LinkedHashSet<>(from));
    count.forEach(one -> Bounds.range("--count", one, 1, MOST));
    rate.forEach(
        one -> Bounds.check("--rate", one, one > 0 && one < 1e6, "above 0, below 1000000"));
    Bounds.range("--starts", starts, 1, MOST_STARTS);
    Bounds.check("--time-limit", limitSeconds, limitSeconds >= 1, "from 1");
  }

  BootParameters withFrom(List<From> others) {
    return new BootParameters(count, rate, cache, others, starts, limitSeconds);
  }

  BootParameters withCache(List<Cache> others) {
    return new BootParameters(count, rate, others, from, starts, limitSeconds);
  }
}
