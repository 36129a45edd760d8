package dev.tare.bench.run;

import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * Prints of our own metrics only the headlines: the result file has them all, and a console with a
 * dozen lines of noise counters for each iteration is not read. Other profilers' are all printed.
 * Of what a probe refuses it prints the reason, without where in this program it was said, and of
 * paths nothing that names the user.
 */
final class HeadlineFormat extends ForwardingFormat {
  private static final Pattern REFUSAL =
      Pattern.compile("(?m)^(Caused by: )?dev\\.tare\\.probe\\.ProbeException: ");
  private static final Pattern FRAMES = Pattern.compile("(?m)^\\s+(at |\\.{3} \\d+ more).*\\R?");

  private final UserPaths paths = UserPaths.own();

  HeadlineFormat(OutputFormat to) {
    super(to);
  }

  @Override
  public void println(String text) {
    boolean refused = REFUSAL.matcher(text).find();
    String shown = refused ? FRAMES.matcher(text).replaceAll("").strip() : text;
    super.println(paths.without(shown));
  }

  @Override
  public void startBenchmark(BenchmarkParams benchmark) {
    super.startBenchmark(paths.without(benchmark));
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    super.write(paths.without(bytes));
  }

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams params, int iteration, IterationResult data) {
    super.iterationResult(benchmark, params, iteration, shortened(data));
  }

  @Override
  public void endBenchmark(BenchmarkResult result) {
    super.endBenchmark(result == null ? null : shortened(result));
  }

  @Override
  public void endRun(Collection<RunResult> results) {
    List<RunResult> shortened = new ArrayList<>();
    for (RunResult result : results) {
      List<BenchmarkResult> forks = new ArrayList<>();
      result.getBenchmarkResults().forEach(fork -> forks.add(shortened(fork)));
      shortened.add(new RunResult(result.getParams(), forks));
    }
    super.endRun(shortened);
  }

  private static BenchmarkResult shortened(BenchmarkResult full) {
    List<IterationResult> iterations = new ArrayList<>();
    full.getIterationResults().forEach(iteration -> iterations.add(shortened(iteration)));
    BenchmarkResult result = new BenchmarkResult(full.getParams(), iterations, full.getMetadata());
    full.getBenchmarkResults().values().forEach(result::addBenchmarkResult);
    return result;
  }

  private static IterationResult shortened(IterationResult full) {
    IterationResult result =
        new IterationResult(full.getBenchmarkParams(), full.getParams(), full.getMetadata());
    result.addResults(full.getRawPrimaryResults());
    for (Result<?> secondary : full.getRawSecondaryResults().values()) {
      if (Metrics.named(secondary.getLabel()).map(Metric::headline).orElse(true)) {
        result.addResult(secondary);
      }
    }
    return result;
  }
}
