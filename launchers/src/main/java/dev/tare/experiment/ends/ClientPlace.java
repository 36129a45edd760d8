package dev.tare.experiment.ends;

import dev.tare.launch.Layers;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.util.List;
import java.util.Optional;

/**
 * Describes where a client runs: on this host outside every layer, beside its server, or in an
 * environment of its own, such as another machine.
 *
 * @param stack that of its own; absent on this host and beside the server
 * @param isBeside whether it runs in the server's environment
 */
public record ClientPlace(Optional<Stack> stack, boolean isBeside) {
  public static final String OPTION = "--client";
  public static final String HOST = "host";
  public static final String ENV = "env";
  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

  /**
   * Reads it as it was written.
   *
   * @throws IllegalArgumentException in one line
   */
  public static ClientPlace of(String text) {
    if (text.equals(HOST) || text.equals(ENV)) {
      return new ClientPlace(Optional.empty(), text.equals(ENV));
    }
    if (text.equals(Stack.BARE)) {
      throw new IllegalArgumentException(OPTION + " bare: this host is written host");
    }
    try {
      Stack stack = new StackSyntax(Layers.standard()).parse(text).reachable();
      return new ClientPlace(Optional.of(stack), false);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          OPTION + " " + e.getMessage() + "; or host, or env for beside the server", e);
    }
  }

  /** Refuses an address that would have no effect, or is none, in one line. */
  public static void checkAddress(ClientPlace place, Optional<String> address) {
    if (address.isPresent() && place.stack().isEmpty()) {
      throw new IllegalArgumentException("--address: no effect without --client elsewhere");
    }
    if (address.isPresent() && !address.get().matches(BYTE + "(\\." + BYTE + "){3}")) {
      throw new IllegalArgumentException(
          "--address " + address.get() + ": must be an IPv4 address, such as 10.0.0.1");
    }
  }

  /**
   * Tells why a server is reached from the host of its environment alone; absent where it may be
   * reached from elsewhere.
   *
   * @param server its environment
   * @param via what leads into that
   */
  public static Optional<String> onlyNearby(Stack server, Via via) {
    boolean nested = server.steps().size() > (server.isElsewhere() ? 2 : 1);
    return via == Via.PROGRAM || via == Via.NAT && nested
        ? Optional.of("what it publishes is for its own host alone")
        : Optional.empty();
  }

  /** Returns what has to be had for it, beside what is measured. */
  public List<Stack> stacks() {
    return stack.stream().toList();
  }

  /** Returns how a run names it. */
  public String text() {
    return stack.map(Stack::text).orElse(isBeside ? ENV : HOST);
  }

  /** Tells on how many machines a server in an environment and its client run. */
  public int hosts(Stack server) {
    return isBeside || server.machine().equals(stack.flatMap(Stack::machine)) ? 1 : 2;
  }
}
