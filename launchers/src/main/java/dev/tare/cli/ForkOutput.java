package dev.tare.cli;

import java.io.PrintStream;

/**
 * JMH writes what forks print to this process's own streams, whatever console it was given: while
 * this is open, they lead to a log.
 */
final class ForkOutput implements AutoCloseable {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  ForkOutput(PrintStream log) {
    System.setOut(log);
    System.setErr(log);
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
  }
}
