package dev.tare.cli;

import dev.tare.bench.run.UserPaths;
import java.io.PrintStream;

/**
 * JMH writes what forks print to this process's own streams, whatever console it was given: while
 * this is open, they lead to a log.
 */
final class ForkOutput implements AutoCloseable {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  ForkOutput(PrintStream log) {
    PrintStream kept = UserPaths.printing(log);
    System.setOut(kept);
    System.setErr(kept);
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
  }
}
