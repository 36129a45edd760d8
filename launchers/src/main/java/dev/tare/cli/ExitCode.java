package dev.tare.cli;

/** Describes what the program's exit says. Where several hold, the order is 70, 2, 5, 4, 1, 3. */
final class ExitCode {
  /** Is done; of a comparison: nothing regressed. */
  static final int DONE = 0;

  /** Says that in {@code gate} something regressed. A crash is never 1. */
  static final int REGRESSED = 1;

  /** Is wrong usage, or bad input. */
  static final int USAGE = 2;

  /** {@code gate --strict}: something is inconclusive. */
  static final int INCONCLUSIVE = 3;

  /** Says that in {@code gate} something is not comparable, or missing. */
  static final int NOT_COMPARABLE = 4;

  /** An environment that was asked for is unavailable, or a benchmark or a run failed. */
  static final int FAILED = 5;

  /** Is a defect of this program. */
  static final int INTERNAL = 70;

  private ExitCode() {}
}
