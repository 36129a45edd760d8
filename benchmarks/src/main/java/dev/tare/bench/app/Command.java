package dev.tare.bench.app;

import dev.tare.bench.capture.Takes;
import dev.tare.probe.TimedCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

/**
 * What does a program of yours take here?
 *
 * <p>One run of any command, from its start to its end: the score is the wall time, beside it stand
 * the CPU time and the peak of memory, of it and of what it waited for. It has to be there in every
 * place that is compared, and to end with 0. Expect what its own work is made of: computing costs
 * nothing in a container and little in a guest, files and processes more. It is no server: see what
 * the program does on the way with the benchmarks of the kernel and the disk.
 *
 * <p>The command is split into words, quotes understood, and no shell takes it; {@code sh -c '...'}
 * is one. In {@code -p} of a verb a comma of its own is written {@code \\,}, since a list is taken
 * there; JMH's own command line has no way to write one.
 *
 * <p>{@code java -jar target/benchmarks.jar app.Command -p 'command=gzip -9 -c /etc/services'}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Command extends ProgramBenchmark {
  @Param("true")
  @Takes(
      value = "(?s)(?=.*\\S)(\\\\.|'[^']*'|\"(\\\\.|[^\"\\\\]++)*+\"|[^\\\\'\"]++)*+",
      like = "a command whose quotes are closed")
  public String command;

  @Override
  protected TimedCommand open() {
    return TimedCommand.open(
        new TimedCommand.Asked(
            command,
            CommandWords.of(command),
            Map.of(),
            Duration.ofSeconds(timeout),
            "-p timeout=SECONDS"));
  }

  /** One run; its exit code. */
  @Benchmark
  public int execute() throws IOException {
    return run();
  }
}
