package dev.tare.experiment;

import dev.tare.launch.Stack;
import java.io.IOException;
import java.util.List;

/** A limit did not take effect, so that nothing can be compared: what was asked, what was found. */
public final class LimitException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param wrong a line for each limit that differs
   */
  public LimitException(Stack stack, List<String> wrong) {
    super(stack.text() + ": " + String.join("; ", wrong));
  }
}
