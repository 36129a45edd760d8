package dev.tare.bench.capture;

import dev.tare.result.Metrics;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.util.SingletonStatistics;

/**
 * Holds the latencies of an iteration as JMH carries them from a fork to the host. Merging adds the
 * histograms, so that what is merged over threads, iterations or forks is the true distribution and
 * not a mean of percentiles. Its score is the median; it has no error.
 */
public final class LatencyResult extends Result<LatencyResult> {
  private static final long serialVersionUID = 1L;

  private final byte[] encoded;

  LatencyResult(Histogram histogram) {
    super(
        ResultRole.SECONDARY,
        Metrics.LATENCY.name(),
        new SingletonStatistics(histogram.getValueAtPercentile(50)),
        Metrics.LATENCY.unit(),
        AggregationPolicy.AVG);
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    encoded = Arrays.copyOf(buffer.array(), length);
  }

  /** Returns the latencies, ns. */
  public Histogram histogram() {
    try {
      return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), 0);
    } catch (DataFormatException e) {
      throw new IllegalStateException("a histogram that this class encoded does not decode", e);
    }
  }

  @Override
  protected Aggregator<LatencyResult> getThreadAggregator() {
    return LatencyResult::merged;
  }

  @Override
  protected Aggregator<LatencyResult> getIterationAggregator() {
    return LatencyResult::merged;
  }

  private static LatencyResult merged(Collection<LatencyResult> results) {
    Histogram sum = ThreadRecord.emptyHistogram();
    results.forEach(result -> sum.add(result.histogram()));
    return new LatencyResult(sum);
  }
}
