package dev.tare.cli;

/** A run ended because there was no room for its results, or its folder cannot be written. */
final class UnkeptResults extends CommandFailure {
  private static final long serialVersionUID = 1L;

  UnkeptResults(String message) {
    super(ExitCode.FAILED, message);
  }
}
