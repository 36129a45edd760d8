package dev.tare.experiment.serving;

import dev.tare.experiment.Condition;
import dev.tare.experiment.ends.Via;
import dev.tare.launch.Stack;
import java.util.SortedMap;

/**
 * Is a server in an environment.
 *
 * @param hosts that it and its client are on
 */
public record Served(Stack stack, int hosts) implements Condition {
  /** Is the label of what leads to the server: an address of its own, or a translated port. */
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

  boolean isPublished() {
    return "nat".equals(last().options().get(NETWORK));
  }

  /** Tells whether it has the network of the machine that it is on. */
  boolean isOfHost() {
    return stack.text().equals(Stack.BARE)
        || stack.steps().size() == 1 && stack.isElsewhere()
        || OF_HOST.equals(last().options().get(NETWORK));
  }

  Via via() {
    boolean user = stack.hasGuest() && "user".equals(last().options().get("net"));
    return isPublished() ? Via.NAT : isOfHost() ? Via.LOOPBACK : user ? Via.PROGRAM : Via.BRIDGE;
  }

  /**
   * The stack as it is entered.
   *
   * @param publish the port, with an address of the host before it where it is no usual one
   */
  Stack entered(String publish) {
    boolean user = via() == Via.PROGRAM;
    return isPublished() || user ? stack.with(stack.steps().size() - 1, "publish", publish) : stack;
  }

  private Stack.Step last() {
    return stack.steps().get(stack.steps().size() - 1);
  }
}
