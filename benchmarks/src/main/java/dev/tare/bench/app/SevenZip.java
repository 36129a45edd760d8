package dev.tare.bench.app;

import dev.tare.bench.capture.NeedsPack;
import dev.tare.bench.capture.Once;
import dev.tare.bench.capture.Takes;
import dev.tare.bench.capture.TakesAbout;
import dev.tare.bench.capture.Timed;
import dev.tare.probe.TimedCommand;
import dev.tare.result.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does 7-Zip's own benchmark say of this place?
 *
 * <p>One run of {@code 7zz b}: LZMA, compressing and decompressing data of its own making in
 * memory. The figure that people compare is the rating that it prints, {@code mips}; the score is
 * the time of the whole run, with what it does first to find the clock's frequency. It reads and
 * writes no file: expect a container as fast as the host, and a guest slower by its page tables,
 * the more the larger the dictionary.
 *
 * <p>{@code java -jar target/benchmarks.jar matrix --benchmarks app.SevenZip}
 */
@TakesAbout(invocation = 10)
@Once
@NeedsPack("7zip")
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SevenZip extends ProgramBenchmark {
  private static final String PACK = "7zip";
  private static final Pattern RATING =
      Pattern.compile("^Tot:(?:\\s+\\d+){2}\\s+(\\d+)\\s*$", Pattern.MULTILINE);

  /** Is the size of the largest dictionary, a power of 2; all from 18 on are measured. */
  @Param("19")
  @Takes(value = "1[89]|2[0-7]", like = "a power of 2 from 18 to 27")
  public int dictionary;

  /** Its threads; 0: as many as it finds CPUs. */
  @Param("0")
  public int workers;

  @Override
  protected TimedCommand open() {
    Software zip = Software.of(PACK);
    String threads = workers == 0 ? "-mmt" : "-mmt" + workers;
    return TimedCommand.open(
        new TimedCommand.Asked(
            "7zz b",
            List.of(zip.program("usr/bin/7zz").toString(), "b", "1", threads, "-md" + dictionary),
            zip.variables(),
            Duration.ofSeconds(timeout),
            "-p timeout=SECONDS"));
  }

  /** One run; its exit code. */
  @Benchmark
  public int rate() throws IOException {
    return run();
  }

  /** After each run, untimed. */
  @TearDown(Level.Invocation)
  public void tellRating(Timed timed) throws IOException {
    timed.mean(Metrics.MIPS, rating(printed()));
  }

  /**
   * The rating of a run, MIPS.
   *
   * @throws IllegalStateException where it printed none, in one line
   */
  static double rating(String printed) {
    Matcher rating = RATING.matcher(printed);
    if (!rating.find()) {
      throw new IllegalStateException("7zz b printed no line that begins with Tot:");
    }
    return Double.parseDouble(rating.group(1));
  }
}
