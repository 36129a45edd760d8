package dev.tare.result;

import static dev.tare.result.Direction.HIGHER;
import static dev.tare.result.Direction.LOWER;

import java.util.List;
import java.util.stream.Stream;

/** The metrics of real servers and of their loads; {@link Metrics} has them in its table. */
public final class ServiceMetrics {
  static final String FLAG = "tailRefused";

  public static final Metric LATE =
      plain(
          "client.late",
          "ns",
          "99th percentile of how late the client itself sent what was due, open loop");
  public static final Metric TAIL_REFUSED =
      plain(
          FLAG,
          "flag",
          "1: a percentile was left out, since the client itself was late by a quarter of it");
  public static final Metric MISSES = plain("misses", "count", "reads that found nothing");

  public static final Metric RATE_AT_BOUND =
      new Metric(
          "rateAtBound",
          "ops/s",
          HIGHER,
          true,
          true,
          "the highest rate at which the p99 stays within the bound, by bisection");

  public static final OperationMetrics LOAD =
      OperationMetrics.of("load", "an insert while the records are loaded, once a fork");
  public static final OperationMetrics READ = OperationMetrics.of("read", "a read, as it was sent");
  public static final OperationMetrics UPDATE =
      OperationMetrics.of("update", "an update, as it was sent");

  public static final Metric TRANSACTIONS =
      new Metric(
          "transactions", "ops/s", HIGHER, true, true, "transactions per second, as sysbench says");

  static final List<Metric> ALL =
      Stream.concat(
              Stream.of(LATE, TAIL_REFUSED, MISSES, RATE_AT_BOUND, TRANSACTIONS),
              Stream.of(LOAD, READ, UPDATE).flatMap(OperationMetrics::all))
          .toList();

  private ServiceMetrics() {}

  private static Metric plain(String name, String unit, String meaning) {
    return new Metric(name, unit, LOWER, false, false, meaning);
  }
}
