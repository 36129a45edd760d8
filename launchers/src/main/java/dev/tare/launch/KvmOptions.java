package dev.tare.launch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Says what a guest is asked to be.
 *
 * @param machine q35, microvm, or virt where that is all there is
 * @param vcpus absent: as many as the limits give CPUs, or the topology has
 * @param topology absent: QEMU's own
 * @param tap whether the network is a tap on a bridge, else the user's own
 * @param vhost whether the host's kernel moves the packets
 * @param offload whether checksums and segmentation are left to the host
 * @param accel auto, kvm or tcg
 * @param threads of an emulator: single, whose virtual CPUs take turns, or multi
 * @param kernel of the user's own; absent: the one of the guest images
 * @param hugepages whether its memory is
 * @param pin the host's CPUs, one virtual CPU on each in turn; absent: unpinned
 * @param publish the user's network: a port of the host's loopback, for TCP and UDP, that leads to
 *     the same one of the guest; absent: none
 * @param merge on or off: whether the host's KSM may merge its memory; absent: as QEMU has it
 * @param overlay whether /data lies in the root's overlay, else on a disk of its own
 * @param server what it is where it is one process that serves; absent: a userland
 */
record KvmOptions(
    String machine,
    OptionalInt vcpus,
    Optional<GuestTopology> topology,
    boolean tap,
    boolean vhost,
    boolean offload,
    String accel,
    String threads,
    Optional<String> kernel,
    boolean hugepages,
    Optional<String> pin,
    OptionalInt publish,
    Optional<String> merge,
    boolean overlay,
    Optional<Server> server) {
  static final String MICROVM = "microvm";
  static final String AUTO = "auto";
  static final String KVM = "kvm";
  static final String TCG = "tcg";
  private static final String TOPOLOGY = "topology";
  private static final String NUMA = "numa";
  private static final String SINGLE = "single";
  private static final String MULTI = "multi";
  static final String APPLIANCE = "appliance";
  static final String IMAGE = "image";
  private static final String PORT = "port";
  private static final int SERVED = 4242;

  /**
   * Is a guest that is one process, which answers as {@code serve} does.
   *
   * @param image of the user's own; absent: ours
   * @param port for TCP and UDP
   */
  record Server(Optional<String> image, int port) {
    String text() {
      return image.map(file -> IMAGE + "=" + file).orElse(APPLIANCE + "=serve");
    }
  }

  static final List<LayerOption> ALL =
      List.of(
          LayerOption.oneOf(
              "machine",
              "the machine: q35 (default; virt on aarch64) or microvm (x86-64 only)",
              "q35",
              MICROVM),
          LayerOption.of(
              "vcpus",
              "virtual CPUs (default: as many as the limits give)",
              "1 to 255",
              "[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5]"),
          LayerOption.of(
              TOPOLOGY,
              "sockets, cores of each and threads of these, as the guest sees its CPUs",
              "SxCxT such as 2x4x2",
              GuestTopology.SHAPE),
          LayerOption.of(
              NUMA,
              "with topology: nodes that memory and CPUs are divided into",
              "2 to 8",
              "[2-8]"),
          LayerOption.oneOf(
              "net", "user (default; needs no root) or a tap on a bridge", "user", "tap"),
          LayerOption.onOff("vhost", "with net=tap: the host's kernel moves packets (default off)"),
          LayerOption.onOff("offload", "checksums and segmentation are the host's (default on)"),
          LayerOption.oneOf(
              "accel",
              "auto (default): KVM where a tiny guest boots under it, else emulated",
              AUTO,
              KVM,
              TCG),
          LayerOption.oneOf(
              "threads",
              "emulated: virtual CPUs take turns (single, default without pin) or run side by side"
                  + " (multi), where a JVM may crash",
              SINGLE,
              MULTI),
          LayerOption.of(
              "kernel",
              "a kernel of your own with virtio and ext4 built in",
              "an absolute path",
              "/[^,]+"),
          LayerOption.onOff("hugepages", "its memory is of huge pages (default off)"),
          LayerOption.of(
              "pin",
              "the host's CPUs that virtual CPUs are pinned to, in turn",
              "CPUs such as 0-1,3",
              "\\d+(-\\d+)?(,\\d+(-\\d+)?)*"),
          LayerOption.of(
              "publish",
              "with net=user: a TCP and UDP port of 127.0.0.1 that leads to the same one inside",
              "a port",
              "[1-9]\\d{0,4}"),
          LayerOption.onOff(
              MergingProgram.OPTION,
              "the host's KSM may merge like pages of its memory (QEMU's default: on)"),
          LayerOption.oneOf(
              "data",
              "/data is a disk in the host's folder (default) or the overlay",
              "disk",
              "overlay"),
          LayerOption.oneOf(
              APPLIANCE,
              "with net=tap: the guest is one process, the network server; no command runs in it",
              "serve"),
          LayerOption.of(
              IMAGE,
              "with net=tap: a ready disk or ELF kernel that answers as serve does",
              "an absolute path",
              "/[^,]+"),
          LayerOption.of(
              PORT,
              "with appliance or image: where that answers (default " + SERVED + ")",
              "a port",
              "[1-9]\\d{0,4}"));

  static KvmOptions of(Spec spec) throws LaunchException {
    String vcpus = spec.option("vcpus", "");
    String publish = spec.option("publish", "");
    Optional<GuestTopology> topology = GuestTopology.of(spec.option(TOPOLOGY), spec.option(NUMA));
    KvmOptions options =
        new KvmOptions(
            spec.option("machine", "q35"),
            vcpus.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(vcpus)),
            topology,
            spec.option("net", "user").equals("tap"),
            spec.option("vhost", "off").equals("on"),
            spec.option("offload", "on").equals("on"),
            spec.option("accel", AUTO),
            // To be pinned each virtual CPU needs a thread of its own.
            spec.option("threads", spec.option("pin").isPresent() ? MULTI : SINGLE),
            spec.option("kernel"),
            spec.option("hugepages", "off").equals("on"),
            spec.option("pin"),
            publish.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(publish)),
            spec.option(MergingProgram.OPTION),
            spec.option("data", "disk").equals("overlay"),
            server(spec));
    options.check(spec);
    return options;
  }

  private static Optional<Server> server(Spec spec) throws LaunchException {
    Optional<String> image = spec.option(IMAGE);
    Optional<String> port = spec.option(PORT);
    if (image.isEmpty() && spec.option(APPLIANCE).isEmpty()) {
      if (port.isPresent()) {
        throw new LaunchException("kvm: port is for appliance=serve or image=PATH");
      }
      return Optional.empty();
    }
    if (image.isPresent() && spec.option(APPLIANCE).isPresent()) {
      throw new LaunchException("kvm: appliance is our image, image is yours: leave one out");
    }
    return Optional.of(new Server(image, port.map(Integer::parseInt).orElse(SERVED)));
  }

  private void checkServer(Spec spec) throws LaunchException {
    String what = "kvm(" + server.get().text() + ")";
    if (!tap) {
      throw new LaunchException(what + " needs net=tap, an address of its own");
    }
    if (kernel.isPresent() || spec.option("data").isPresent()) {
      throw new LaunchException(what + " has its own kernel, and no /data: leave that out");
    }
    if (!spec.inner().isEmpty()) {
      throw new LaunchException(what + " is one process: nothing can be entered in it");
    }
  }

  /** Refuses what will not do together. */
  private void check(Spec spec) throws LaunchException {
    if (topology.isPresent() && vcpus.isPresent()) {
      throw new LaunchException("kvm: topology says how many vcpus there are: leave one out");
    }
    if (spec.option(NUMA).isPresent()
        && (hugepages || machine.equals(MICROVM) || merge.isPresent())) {
      throw new LaunchException("kvm: numa is for the usual machine, without hugepages or merge");
    }
    if (vhost && !tap) {
      throw new LaunchException("kvm: vhost=on needs net=tap");
    }
    if (publish.isPresent() && tap) {
      throw new LaunchException("kvm: publish is for net=user; a tap has an address of its own");
    }
    if (server.isPresent()) {
      checkServer(spec);
    }
  }
}
