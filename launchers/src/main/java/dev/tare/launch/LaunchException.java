package dev.tare.launch;

import java.io.IOException;

/**
 * An environment cannot be made, or a step in it failed: one line that says what, where, remedy.
 */
public final class LaunchException extends IOException {
  private static final long serialVersionUID = 1L;

  public LaunchException(String message) {
    super(message);
  }

  public LaunchException(String message, Throwable cause) {
    super(message, cause);
  }
}
