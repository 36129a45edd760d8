package dev.tare.launch;

import java.io.IOException;

/**
 * Says in one line why an environment cannot be made, or a step in it failed: what, where, remedy.
 */
public class LaunchException extends IOException {
  private static final long serialVersionUID = 1L;

  public LaunchException(String message) {
    super(message);
  }

  public LaunchException(String message, Throwable cause) {
    super(message, cause);
  }
}
