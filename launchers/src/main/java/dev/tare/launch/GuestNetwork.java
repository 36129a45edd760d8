package dev.tare.launch;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Leads packets into a guest and out of it: through QEMU itself, or a tap on a bridge. */
final class GuestNetwork implements AutoCloseable {
  private static final String TAP_PREFIX = Owner.PREFIX + "t";
  private static final int GUEST = 2;

  /** Are the addresses of the user's own network, as QEMU has them. */
  private static final String USER_IP = "10.0.2.15/24";

  private static final String USER_GATEWAY = "10.0.2.2";

  private final Environment outer;
  private String tap;
  private Optional<String> other = Optional.empty();
  private boolean closed;
  private final Optional<Bridge> bridge;

  private GuestNetwork(Environment outer, String tap, Optional<Bridge> bridge) {
    this.outer = outer;
    this.tap = tap;
    this.bridge = bridge;
  }

  static GuestNetwork make(Environment outer, Spec spec, boolean tapped) throws IOException {
    if (!tapped) {
      return new GuestNetwork(outer, "", Optional.empty());
    }
    Bridge bridge = Bridge.make(outer, spec.owner());
    String tap = TAP_PREFIX + hash(spec);
    GuestNetwork made = new GuestNetwork(outer, tap, Optional.of(bridge));
    try {
      made.link(spec, tap);
      return made;
    } catch (IOException | RuntimeException e) {
      FailedStart.close(made::close, e);
      throw e;
    }
  }

  private void link(Spec spec, String name) throws IOException {
    outer.ran(Command.of("ip", "tuntap", "add", "dev", name, "mode", "tap"));
    outer.ran(Command.of("ip", "link", "set", "dev", name, "alias", spec.owner().text()));
    outer.ran(Command.of("ip", "link", "set", "dev", name, "master", bridge.get().name(), "up"));
  }

  /**
   * Makes a second link on the same bridge, for the QEMU to which the guest moves.
   *
   * @throws LaunchException where this is closed meanwhile: nobody would remove it any more
   */
  synchronized String makeOther(Spec spec) throws IOException {
    if (closed) {
      throw new LaunchException("interrupted: the guest is not moved");
    }
    String own = TAP_PREFIX + hash(spec);
    other = Optional.of(tap.equals(own) ? own + "b" : own);
    link(spec, other.get());
    return other.get();
  }

  /**
   * Removes the link that is of no use any more.
   *
   * @param moved whether the guest is at the other one now
   */
  synchronized void endMove(boolean moved) throws IOException {
    if (other.isPresent()) {
      String left = moved ? tap : other.get();
      tap = moved ? other.get() : tap;
      other = Optional.empty();
      remove(left);
    }
  }

  /** Not there when it was the link that failed to be made. */
  private void remove(String link) throws IOException {
    outer.run(Command.of("ip", "link", "del", "dev", link));
  }

  /** Makes the same address of a name at any time, and another of another name. */
  private static String hash(Spec spec) {
    return String.format(Locale.ROOT, "%08x", (spec.owner().text() + spec.name()).hashCode());
  }

  /** The card as QEMU is to make it; its address is one of QEMU's own. */
  QemuCommand.Nic nic(Spec spec, KvmOptions options) {
    String last = hash(spec).substring(2);
    String mac =
        "52:54:00:" + last.substring(0, 2) + ":" + last.substring(2, 4) + ":" + last.substring(4);
    return new QemuCommand.Nic(tap, options.vhost(), options.offload(), mac, options.publish());
  }

  /** Returns the guest's address at which the outside reaches it; absent without a bridge. */
  Optional<String> address() {
    return bridge.map(one -> one.address(GUEST));
  }

  /** Returns the host's link that leads to the guest; absent without a bridge. */
  Optional<String> link() {
    return bridge.map(any -> tap);
  }

  /** Returns the address through which the guest reaches others. */
  String gateway() {
    return bridge.map(Bridge::hostAddress).orElse(USER_GATEWAY);
  }

  /** Tells the guest of its network, on the kernel's command line. */
  String append() {
    return "tare.ip=%s tare.gateway=%s"
        .formatted(address().map(address -> address + "/24").orElse(USER_IP), gateway());
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (bridge.isPresent()) {
      try {
        endMove(false);
        remove(tap);
      } finally {
        bridge.get().close();
      }
    }
  }
}
