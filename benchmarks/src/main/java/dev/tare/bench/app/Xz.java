package dev.tare.bench.app;

import dev.tare.bench.capture.NeedsPack;
import dev.tare.bench.capture.Once;
import dev.tare.bench.capture.Takes;
import dev.tare.bench.capture.TakesAbout;
import dev.tare.probe.TimedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

/**
 * How long does it take to compress a file?
 *
 * <p>One run of {@code xz -T0}, with as many threads as it finds CPUs (Vaucher 2015, Table II, has
 * PXZ, which is the same algorithm). It computes, misses the caches and writes little: expect a
 * container as fast as the host where it has all CPUs, and a guest slower by its page tables, and
 * much slower where its CPUs are not pinned (there 22 %). With a quota of CPU time xz starts as
 * many threads as ever, and they wait for it.
 *
 * <p>The text is made by a seed, in blocks that are compressed on their own so that there is work
 * for several CPUs; what comes out is checked, untimed, when the fork ends.
 *
 * <p>{@code java -jar target/benchmarks.jar matrix --benchmarks app.Xz}
 */
@TakesAbout(preparing = 2, invocation = 15)
@TakesAbout(where = "corpus=8", preparing = 1, invocation = 4)
@TakesAbout(where = "corpus=256", preparing = 10, invocation = 110)
@Once
@NeedsPack("xz")
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Xz extends ProgramBenchmark {
  private static final String PACK = "xz";
  private static final String PROGRAM = "usr/bin/xz";
  private static final long SEED = 20151;
  private static final Duration CHECK = Duration.ofMinutes(10);

  /** Holds what is compressed, MiB. */
  @Param("32")
  @Takes(value = "[1-9]\\d{0,3}", like = "MiB from 1 to 9999")
  public int corpus;

  /** xz's threads; 0: one for each CPU that it finds. */
  @Param("0")
  public int workers;

  private WorkFolder folder;

  @Override
  protected TimedCommand open() throws IOException {
    long bytes = (long) corpus << 20;
    folder = WorkFolder.make(2 * bytes);
    Corpus.write(folder.file("text"), bytes, SEED);
    return command(
        Duration.ofSeconds(timeout),
        "-k",
        "-f",
        "-6",
        "-T" + workers,
        "--block-size=2MiB",
        folder.file("text").toString());
  }

  private static TimedCommand command(Duration limit, String... arguments) {
    Software xz = Software.of(PACK);
    List<String> words = new ArrayList<>(List.of(xz.program(PROGRAM).toString()));
    words.addAll(List.of(arguments));
    Map<String, String> variables = xz.variables();
    return TimedCommand.open(
        new TimedCommand.Asked("xz", words, variables, limit, "-p timeout=SECONDS"));
  }

  /** One run; its exit code. */
  @Benchmark
  public int compress() throws IOException {
    return run();
  }

  @Override
  protected void closed() throws IOException {
    if (folder == null) {
      return;
    }
    try (WorkFolder removed = folder) {
      String made = removed.file("text.xz").toString();
      if (Files.exists(removed.file("text.xz"))) {
        try (TimedCommand test = command(CHECK, "-t", made)) {
          test.run(false);
        }
      }
    }
  }
}
