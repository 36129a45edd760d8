package dev.tare.bench.app;

import dev.tare.bench.capture.TakesLong;
import dev.tare.bench.capture.Timed;
import dev.tare.probe.ProbeException;
import dev.tare.probe.TimedCommand;
import dev.tare.result.Metrics;
import java.io.IOException;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark whose operation is one run of a program, forked by a small static process. Besides
 * the wall time it tells the CPU time in user mode and in the kernel, and the peak of memory. A run
 * that fails, or takes too long, fails the benchmark with the last line that the program printed;
 * what the last run printed is printed when the fork ends.
 */
@TakesLong
@State(Scope.Thread)
@Fork(5)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
public abstract class ProgramBenchmark {
  /**
   * Says how long one run may take, s; a program that takes longer is killed with all it started.
   */
  @Param("600")
  public int timeout;

  private TimedCommand command;
  private TimedCommand.Usage took;

  /** Makes the command ready, and what it needs. */
  protected abstract TimedCommand open() throws IOException;

  /** Runs before the first iteration of a fork. */
  @Setup
  public final void openCommand() throws IOException {
    command = open();
  }

  /** One run; the exit code, which is checked. */
  protected final int run() throws IOException {
    try {
      took = command.run(false);
      return took.exit();
    } catch (ProbeException e) {
      // JMH closes nothing where a benchmark fails.
      System.out.print(command.output());
      throw e;
    }
  }

  /** Returns what the last run printed. */
  protected final String printed() throws IOException {
    return command.output();
  }

  /** After each run, untimed. */
  @TearDown(Level.Invocation)
  public final void tell(Timed timed) {
    timed.operation(took.wallNs());
    timed.mean(Metrics.CPU_TIME, took.cpuNs());
    timed.mean(Metrics.USER_TIME, took.userNs());
    timed.mean(Metrics.SYSTEM_TIME, took.systemNs());
    timed.largest(Metrics.PEAK_MEMORY, took.mostBytes());
  }

  /** After the last iteration of a fork, and when the fork fails. */
  @TearDown
  public final void closeCommand() throws IOException {
    if (command != null) {
      System.out.print(command.output());
      command.close();
      command = null;
    }
    closed();
  }

  /** Removes what {@link #open} made. */
  protected void closed() throws IOException {}
}
