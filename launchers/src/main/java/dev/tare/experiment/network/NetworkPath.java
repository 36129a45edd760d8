package dev.tare.experiment.network;

import dev.tare.experiment.Choice;
import dev.tare.experiment.ends.ClientPlace;
import dev.tare.experiment.ends.Offload;
import dev.tare.experiment.ends.Published;
import dev.tare.experiment.ends.Via;
import dev.tare.launch.Layers;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.util.Locale;
import java.util.Optional;

/**
 * Is a path to a server: a name for a stack of layers with its network's options. A new one is a
 * line here; the cheapest comes first, and the first of all is what others are compared with.
 */
public enum NetworkPath implements Choice {
  LOOPBACK("bare", Via.LOOPBACK),
  DOCKER_HOST("docker(network=host)", Via.LOOPBACK),
  DOCKER_BRIDGE("docker(network=bridge)", Via.BRIDGE),
  DOCKER_NAT("docker(network=nat)", Via.NAT),
  LXC_BRIDGE("lxc(network=bridge)", Via.BRIDGE),
  KVM_USER("kvm(net=user,vcpus=1)", Via.PROGRAM),
  KVM_VIRTIO("kvm(net=tap,vhost=off)", Via.BRIDGE),
  KVM_VHOST("kvm(net=tap,vhost=on)", Via.BRIDGE),
  SERVE_VIRTIO("kvm(appliance=serve,net=tap,vhost=off)", Via.BRIDGE),
  SERVE_VHOST("kvm(appliance=serve,net=tap,vhost=on)", Via.BRIDGE),
  KVM_DOCKER_NAT("kvm(net=tap)/docker(network=nat)", Via.NAT);

  private final Stack stack;
  private final Via via;

  NetworkPath(String stack, Via via) {
    this.stack = new StackSyntax(Layers.standard()).parse(stack);
    this.via = via;
  }

  @Override
  public String word() {
    return this == KVM_DOCKER_NAT
        ? "kvm/docker-nat"
        : name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Via via() {
    return via;
  }

  boolean hasDevices() {
    return via == Via.BRIDGE || via == Via.NAT;
  }

  /** Tells whether a guest is in it, whose kernel counts its CPUs for itself. */
  boolean hasGuest() {
    return stack.hasGuest();
  }

  boolean isServer() {
    return this == SERVE_VIRTIO || this == SERVE_VHOST;
  }

  boolean isBare() {
    return this == LOOPBACK;
  }

  /**
   * Tells whether a control group keeps it on its CPU, which takes root or an engine that has it.
   */
  boolean isLimited() {
    return !isBare() && via != Via.PROGRAM;
  }

  /**
   * Tells why nothing of its own would be measured with the client inside; absent where something
   * is.
   *
   * @param place of the server
   */
  Optional<String> notReversed(ClientPlace place) {
    if (isServer()) {
      return Optional.of("the guest is one process, its server: no client runs in it");
    }
    return this == DOCKER_NAT && place.stack().isEmpty()
        ? Optional.of(
            "nothing is translated between a container and its own host: that is docker-bridge")
        : Optional.empty();
  }

  /** Returns the stack, without what depends on the server's port. */
  Stack stack(Offload offload) {
    return hasGuest() && offload != Offload.AS_IS
        ? stack.with(0, "offload", offload.word())
        : stack;
  }

  /**
   * The stack as it is entered.
   *
   * @param publish the port of the server
   * @param reverse whether the server is outside, so that no program has to lead in
   */
  Stack stack(Offload offload, Published publish, boolean reverse) {
    Stack own = stack(offload);
    if (isServer()) {
      return own.with(0, "port", Integer.toString(publish.port()));
    }
    boolean published = via == Via.NAT || via == Via.PROGRAM && !reverse;
    return published ? own.with(own.steps().size() - 1, "publish", publish.text()) : own;
  }

  /**
   * Tells why it cannot lead to or from a place of the other end's own; absent where it can.
   *
   * @param reverse whether the server is in that place
   */
  Optional<String> notApart(boolean reverse) {
    if (reverse && this == DOCKER_BRIDGE) {
      return Optional.of("what a container sends to another machine is translated: docker-nat");
    }
    return reverse && via == Via.PROGRAM ? Optional.empty() : ClientPlace.onlyNearby(stack, via);
  }
}
