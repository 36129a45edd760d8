package dev.tare.cli;

import dev.tare.bench.run.JmhCommand;

/** Parses and delegates. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new JmhCommand(System.out, System.err).run(args));
  }
}
