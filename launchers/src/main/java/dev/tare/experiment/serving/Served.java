package dev.tare.experiment.serving;

import dev.tare.experiment.Condition;
import dev.tare.launch.Stack;
import java.util.SortedMap;

/** A server in an environment. */
public record Served(Stack stack) implements Condition {
  /** Label of what leads to the server: an address of its own, or a translated port. */
  static final String PATH = "path";

  private static final String NETWORK = "network";
  private static final String OF_HOST = "host";

  @Override
  public String name() {
    return stack.text();
  }

  @Override
  public SortedMap<String, String> labels() {
    return Condition.labels(stack, PATH, path());
  }

  private String path() {
    return isPublished() ? "nat" : isOfHost() ? OF_HOST : "direct";
  }

  /** Tells whether a port of the host leads to it. */
  boolean isPublished() {
    return "nat".equals(last().options().get(NETWORK));
  }

  private boolean isOfHost() {
    return stack.text().equals(Stack.BARE) || OF_HOST.equals(last().options().get(NETWORK));
  }

  /** The stack as it is entered. */
  Stack entered(int port) {
    return isPublished()
        ? stack.with(stack.steps().size() - 1, "publish", Integer.toString(port))
        : stack;
  }

  private Stack.Step last() {
    return stack.steps().get(stack.steps().size() - 1);
  }
}
