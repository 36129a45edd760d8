package dev.tare.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Is QEMU's command line: no file is read and nothing is run to make it. QMP is on its standard
 * input and output; its own errors and the guest's console come on standard error. Where its
 * standard input ends, QEMU does.
 *
 * @param plan what the guest will be
 * @param name of the process, with its owner
 * @param kernel what it boots; empty: its first disk
 * @param initrd what the kernel starts; empty: nothing that is handed over
 * @param append the kernel's command line; empty: none
 */
record QemuCommand(
    GuestPlan plan,
    String name,
    String kernel,
    String initrd,
    String append,
    List<Disk> disks,
    Nic nic) {
  static final String KVM = "kvm";
  static final String X86 = "x86_64";
  static final String ARM = "aarch64";

  /** Is the step in which QEMU takes memory: two pages. */
  private static final long ODD_KIB = 8;

  /** Has frames come as they are on a wire: nothing is left for the other side to do. */
  private static final String PLAIN = ",vnet_hdr=off";

  private static final List<String> OFFLOADS =
      List.of(
          "csum",
          "gso",
          "guest_csum",
          "guest_tso4",
          "guest_tso6",
          "guest_ecn",
          "guest_ufo",
          "host_tso4",
          "host_tso6",
          "host_ecn",
          "host_ufo",
          "mrg_rxbuf");

  /**
   * Is a disk of the guest.
   *
   * @param serial by which the guest tells it from others
   * @param format raw or qcow2
   * @param cache as QEMU calls it: none is O_DIRECT
   */
  record Disk(String serial, String file, String format, String cache, boolean readOnly) {}

  /**
   * Is the guest's network card.
   *
   * @param tap the link's name; empty for the user's own network
   * @param publish with that network, a port that leads inside
   * @param socket a file that is made for frames to and from {@link #relay}, instead of both
   */
  record Nic(
      String tap,
      boolean vhost,
      boolean offload,
      String mac,
      OptionalInt publish,
      Optional<String> socket) {
    Nic(String tap, boolean vhost, boolean offload, String mac, OptionalInt publish) {
      this(tap, vhost, offload, mac, publish, Optional.empty());
    }
  }

  QemuCommand {
    disks = List.copyOf(disks);
  }

  /** Returns the same guest at the other end of another link. */
  QemuCommand withTap(String tap) {
    Nic other = new Nic(tap, nic.vhost(), nic.offload(), nic.mac(), nic.publish());
    return new QemuCommand(plan, name, kernel, initrd, append, disks, other);
  }

  /**
   * Returns the same guest on another machine.
   *
   * @param places of that one
   * @param those the same disks there
   * @param socket where frames come from and go to
   */
  QemuCommand elsewhere(Places places, List<Disk> those, String socket) {
    return new QemuCommand(
        plan,
        name,
        places.images() + "/" + Places.KERNEL,
        places.images() + "/" + Places.INITRD,
        append,
        those,
        new Nic("", false, nic.offload(), nic.mac(), OptionalInt.empty(), Optional.of(socket)));
  }

  static String program(String arch) {
    return "qemu-system-" + arch;
  }

  Command command(String pipe) {
    List<String> words = new ArrayList<>(List.of(program(plan.arch()), "-name", name));
    words.addAll(machineWords());
    Optional<GuestTopology> topology = plan.options().topology();
    String divided = topology.map(GuestTopology::smp).orElse("");
    words.addAll(List.of("-smp", plan.vcpus() + divided, "-m", memory()));
    topology.ifPresent(one -> words.addAll(one.memory(plan.memoryMib())));
    if (plan.options().hugepages()) {
      words.add("-object");
      words.add(
          "memory-backend-memfd,id=memory,hugetlb=on,prealloc=on,size=" + plan.memoryMib() + "M");
    }
    words.addAll(List.of("-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"));
    words.addAll(List.of("-add-fd", "fd=3,set=1"));
    words.addAll(List.of("-chardev", "file,id=console,path=/dev/fdset/1,append=on"));
    words.addAll(List.of("-serial", "chardev:console", "-qmp", "stdio"));
    booted("-kernel", kernel, words);
    booted("-initrd", initrd, words);
    booted("-append", append, words);
    for (Disk disk : disks) {
      words.addAll(diskWords(disk));
    }
    words.addAll(nicWords());
    return Script.of("qemu", pipe).and(words);
  }

  /**
   * An emulated guest has two pages more than a multiple of 64: QEMU's emulator clears the dirty
   * bits of such a multiple 64 at a time without telling its TLB, and no more sees what the guest
   * then writes to these pages while it is moved. Backends of memory have the sizes that they need.
   */
  private String memory() {
    boolean backed =
        plan.options().hugepages()
            || plan.options().topology().filter(one -> one.nodes() > 1).isPresent();
    return plan.kvm() || backed
        ? Long.toString(plan.memoryMib())
        : ((plan.memoryMib() << 10) + ODD_KIB) + "K";
  }

  private static void booted(String option, String value, List<String> words) {
    if (!value.isEmpty()) {
      words.addAll(List.of(option, value));
    }
  }

  /** A guest that says one word on its console and ends, to see whether KVM works at all. */
  static Command probe(String arch, String kernel, String initrd, int seconds) {
    return Command.of("timeout", "-s", "KILL", Integer.toString(seconds), program(arch))
        .and("-M", arch.equals(ARM) ? "virt" : "q35", "-accel", KVM, "-cpu", "host")
        .and("-m", "192", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot")
        .and("-serial", "stdio", "-kernel", kernel, "-initrd", initrd)
        .and("-append", "console=" + console(arch) + " quiet panic=-1 tare.probe=1");
  }

  static String console(String arch) {
    return arch.equals(ARM) ? "ttyAMA0" : "ttyS0";
  }

  private List<String> machineWords() {
    String type = plan.machine();
    String backed = plan.options().hugepages() ? type + ",memory-backend=memory" : type;
    String merged = plan.options().merge().map(one -> backed + ",mem-merge=" + one).orElse(backed);
    return List.of("-M", merged, "-accel", plan.accelerator(), "-cpu", plan.kvm() ? "host" : "max");
  }

  /** Leaves the bus out: on a machine without PCI the devices have no bus in their names. */
  private String bus() {
    return plan.options().machine().equals(KvmOptions.MICROVM) ? "device" : "pci";
  }

  private List<String> diskWords(Disk disk) {
    String drive = "if=none,id=" + disk.serial() + ",file=" + value(disk.file());
    return List.of(
        "-drive",
        "%s,format=%s,cache=%s%s"
            .formatted(drive, disk.format(), disk.cache(), disk.readOnly() ? ",readonly=on" : ""),
        "-device",
        "virtio-blk-" + bus() + ",drive=" + disk.serial() + ",serial=" + disk.serial());
  }

  /**
   * More words of the command, for a guest whose first program tells that it runs.
   *
   * @param pipe that gets what the guest writes to its port of virtio-serial
   */
  List<String> announcing(String pipe) {
    return List.of(
        "-device",
        "virtio-serial-" + bus(),
        "-chardev",
        "file,id=announce,path=" + value(pipe) + ",append=on",
        "-device",
        "virtserialport,chardev=announce");
  }

  private List<String> nicWords() {
    String netdev = netdev();
    String device = "virtio-net-" + bus() + ",netdev=net,mac=" + nic.mac();
    // No boot from the network, so no ROM for it.
    String rom = bus().equals("pci") ? ",romfile=" : "";
    String offloads = nic.offload() ? "" : "," + String.join("=off,", OFFLOADS) + "=off";
    return List.of(
        "-netdev", nic.vhost() ? netdev + ",vhost=on" : netdev, "-device", device + rom + offloads);
  }

  private String netdev() {
    if (nic.socket().isPresent()) {
      String file = value(nic.socket().get());
      return "stream,id=net,server=on,addr.type=unix,addr.path=" + file;
    }
    return nic.tap().isEmpty()
        ? "user,id=net,hostfwd=tcp:127.0.0.1:0-:22" + published()
        : tap("net", nic.tap()) + (nic.offload() ? "" : PLAIN);
  }

  /**
   * Is a program without a guest that hands on what comes by a tap to a socket, and back.
   *
   * @param name of the process
   * @param pipe a file that is made for that
   */
  static Command relay(String arch, String name, String pipe, String tap, String socket) {
    return Script.of("qemu", pipe)
        .and(program(arch), "-name", name, "-M", "none", "-nodefaults", "-no-user-config")
        .and("-display", "none", "-netdev", tap("tap", tap) + PLAIN)
        .and("-netdev", "stream,id=far,server=off,addr.type=unix,addr.path=" + value(socket))
        .and("-netdev", "hubport,id=here,hubid=0,netdev=tap")
        .and("-netdev", "hubport,id=there,hubid=0,netdev=far");
  }

  private static String tap(String id, String name) {
    return "tap,id=" + id + ",ifname=" + name + ",script=no,downscript=no";
  }

  private String published() {
    StringBuilder words = new StringBuilder();
    nic.publish()
        .ifPresent(
            port -> {
              for (String protocol : List.of("tcp", "udp")) {
                words.append(",hostfwd=" + protocol + ":127.0.0.1:" + port + "-:" + port);
              }
            });
    return words.toString();
  }

  /** A comma in a value is doubled. */
  private static String value(String text) {
    return text.replace(",", ",,");
  }
}
