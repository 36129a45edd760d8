package dev.tare.cli;

import dev.tare.result.io.BadInput;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A verb cannot go on, and the user can do something about it: one line, and the exit code. */
class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * @param message what, where and the remedy, in one line
   */
  CommandFailure(int exitCode, String message) {
    super(BadInput.oneLine(message));
    this.exitCode = exitCode;
  }

  /** Fails as what the machine refused. */
  CommandFailure(String message) {
    this(ExitCode.FAILED, message);
  }

  /** Something that was to be written to a file of the user's choice is not there. */
  static CommandFailure unwritten(String option, Path file, IOException cause) {
    return new CommandFailure(option + " " + file + ": cannot be written (" + reason(cause) + ")");
  }

  /** Returns what the system refused: the user's input, or the machine's state. */
  static CommandFailure of(IOException cause) {
    return cause instanceof BadInput
        ? new UsageFailure(cause.getMessage())
        : new CommandFailure(reason(cause));
  }

  /**
   * Returns what the exception means, in one line: those of files often hold nothing but the name.
   */
  static String reason(IOException cause) {
    boolean named = cause instanceof FileSystemException file && file.getReason() == null;
    return (named ? ((FileSystemException) cause).getFile() + ": " : "") + BadInput.why(cause);
  }

  final int exitCode() {
    return exitCode;
  }
}
