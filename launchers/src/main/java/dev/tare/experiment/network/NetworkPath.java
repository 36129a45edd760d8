package dev.tare.experiment.network;

import java.util.List;
import java.util.Optional;

/**
 * A path to a server: a name for a stack of layers with its network's options.
 *
 * @param name as it is written after {@code --path}
 * @param stack the layers; {@code PORT} stands for the server's port
 * @param via what it has to lead through, which is proven before it is timed
 * @param offloads whether it has devices of its own, whose offloads can be set
 * @param meaning one line for the help
 */
public record NetworkPath(String name, String stack, Via via, boolean offloads, String meaning) {
  private static final String PORT = "PORT";

  /** What a path leads through. */
  public enum Via {
    /** The loopback device of the host, in its own network namespace. */
    LOOPBACK,
    /** A bridge of the host, without translation. */
    BRIDGE,
    /** A rule that translates addresses, in the innermost place that has an engine. */
    NAT,
    /** A program of the host that passes on what it receives: QEMU's user-mode network. */
    PROGRAM
  }

  /** The paths there are. A new one is a line here. */
  private static final List<NetworkPath> ALL =
      List.of(
          path("loopback", "bare", Via.LOOPBACK, "the host's loopback: no layer at all"),
          path("docker-host", "docker(network=host)", Via.LOOPBACK, "a container, host network"),
          path("docker-bridge", "docker(network=bridge)", Via.BRIDGE, "Docker's bridge and a veth"),
          path(
              "docker-nat",
              "docker(network=nat,publish=PORT)",
              Via.NAT,
              "a published port: DNAT, then the bridge and a veth"),
          path("lxc-bridge", "lxc(network=bridge)", Via.BRIDGE, "a bridge of our own and a veth"),
          path(
              "kvm-user",
              "kvm(net=user,vcpus=1,publish=PORT)",
              Via.PROGRAM,
              "QEMU's user-mode network; needs no root"),
          path(
              "kvm-virtio",
              "kvm(net=tap,vhost=off)",
              Via.BRIDGE,
              "virtio-net through QEMU, a tap and a bridge"),
          path(
              "kvm-vhost",
              "kvm(net=tap,vhost=on)",
              Via.BRIDGE,
              "virtio-net through the kernel's vhost, a tap and a bridge"),
          path(
              "kvm/docker-nat",
              "kvm(net=tap)/docker(network=nat,publish=PORT)",
              Via.NAT,
              "a port that a container in a guest publishes"));

  private static NetworkPath path(String name, String stack, Via via, String meaning) {
    boolean offloads = via == Via.BRIDGE || via == Via.NAT;
    return new NetworkPath(name, stack, via, offloads, meaning);
  }

  /** All of them, the cheapest first: what others are compared with comes first of all. */
  public static List<NetworkPath> all() {
    return ALL;
  }

  /** The path of that name. */
  public static Optional<NetworkPath> named(String name) {
    return ALL.stream().filter(path -> path.name.equals(name)).findFirst();
  }

  /**
   * Reads what is written after {@code --path}, in the order of the table.
   *
   * @throws IllegalArgumentException in one line
   */
  public static List<NetworkPath> parse(List<String> names) {
    for (String name : names) {
      if (named(name).isEmpty()) {
        throw new IllegalArgumentException(
            "--path "
                + name
                + ": there are "
                + String.join(", ", ALL.stream().map(NetworkPath::name).toList()));
      }
    }
    return ALL.stream().filter(path -> names.contains(path.name)).toList();
  }

  /** Whether a guest is in it, whose kernel counts its CPUs for itself. */
  public boolean hasGuest() {
    return stack.startsWith("kvm");
  }

  /** Whether it is the host itself. */
  public boolean isBare() {
    return stack.equals("bare");
  }

  /** Whether a control group keeps it on its CPU, which takes root or an engine that has it. */
  boolean isLimited() {
    return !isBare() && via != Via.PROGRAM;
  }

  /** Why nothing of its own would be measured with the client inside; absent where something is. */
  public Optional<String> notReversed() {
    return name.equals("docker-nat")
        ? Optional.of(
            "nothing is translated between a container and its own host: that is docker-bridge")
        : Optional.empty();
  }

  /**
   * The stack as the layers read it.
   *
   * @param port of the server
   * @param offload what is asked for
   * @param reverse whether the server is outside, so that no program has to lead in
   */
  String stack(int port, Offload offload, boolean reverse) {
    boolean leads = via != Via.PROGRAM || !reverse;
    String whole = leads ? stack : stack.replace(",publish=" + PORT, "");
    String ported = whole.replace(PORT, Integer.toString(port));
    return hasGuest() && offload != Offload.AS_IS
        ? ported.replaceFirst("^kvm\\(", "kvm(offload=" + offload.label() + ",")
        : ported;
  }
}
