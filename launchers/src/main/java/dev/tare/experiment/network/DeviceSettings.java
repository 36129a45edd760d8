package dev.tare.experiment.network;

import dev.tare.experiment.ends.DeviceOffloads;
import dev.tare.experiment.ends.Offload;
import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.proc.ProcFiles;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Sets the offloads of a path's own two devices, and reads back what holds. Bridges are shared, so
 * nothing of theirs is touched; what is touched ends with its environment.
 */
record DeviceSettings(
    Environment host, Environment environment, PathVariant variant, ProcFiles files) {
  private static final String NET = "sys/class/net/";
  private static final String INSIDE = "eth0";
  private static final String ETHTOOL = "ethtool";

  /**
   * Sets what was asked for.
   *
   * @param device that the host's route leads through
   * @return what holds, as facts without a prefix
   * @throws LaunchException where something did not take effect
   */
  Map<String, String> apply(String device) throws IOException {
    Map<String, String> facts = new TreeMap<>();
    if (variant.path().hasGuest()) {
      guest(device, facts);
    } else if (variant.path().hasDevices()) {
      veth(facts);
    } else {
      mtu(device, facts);
    }
    return facts;
  }

  private void mtu(String device, Map<String, String> facts) {
    files.line(NET + device + "/mtu").ifPresent(mtu -> facts.put("mtu.host", mtu));
  }

  /**
   * The layer has set them as the guest was made: they are only read.
   *
   * @param device a bridge with the guest's tap, or what leads to QEMU itself
   */
  private void guest(String device, Map<String, String> facts) throws IOException {
    mtu(device, facts);
    for (String tap : files.names(NET + device + "/brif")) {
      mtu(tap, facts);
      facts.put("offload.host", tap + " " + read(List.of(), tap).text());
    }
    if (variant.path().isServer()) {
      // What the card and the host agreed upon is set at the tap by QEMU: nobody can be asked
      // inside.
      refuse(taps(device).differs(variant.offload()));
      return;
    }
    List<Environment> around = environment.around();
    Environment guest = around.isEmpty() ? environment : around.get(0);
    DeviceOffloads agreed =
        DeviceOffloads.ofVirtio(said(guest, "cat", "/" + NET + INSIDE + "/device/features"));
    facts.put("offload.inside", agreed.text());
    refuse(agreed.differs(variant.offload()));
    inside(guest, facts);
  }

  private DeviceOffloads taps(String bridge) throws IOException {
    Map<String, Boolean> on = new TreeMap<>();
    for (String tap : files.names(NET + bridge + "/brif")) {
      on.putAll(read(List.of(), tap).on());
    }
    // The host segments for whoever cannot, which is no offload of the guest's.
    on.remove("gso");
    return new DeviceOffloads(on);
  }

  private void veth(Map<String, String> facts) throws IOException {
    String index = said(environment, "cat", "/" + NET + INSIDE + "/iflink").strip();
    Optional<String> end =
        files.names(NET).stream()
            .filter(name -> files.line(NET + name + "/ifindex").filter(index::equals).isPresent())
            .findFirst();
    if (end.isEmpty()) {
      refuse(variant.offload() == Offload.AS_IS ? Optional.empty() : Optional.of("no link found"));
      return;
    }
    mtu(end.get(), facts);
    Optional<List<String>> enter = namespace();
    if (variant.offload() != Offload.AS_IS) {
      change(List.of(), end.get());
      change(enter.orElseThrow(() -> new LaunchException("no namespace to enter: root?")), INSIDE);
    }
    check(List.of(), end.get(), "offload.host", facts);
    if (enter.isPresent()) {
      check(enter.get(), INSIDE, "offload.inside", facts);
    }
    inside(environment, facts);
  }

  private static void inside(Environment where, Map<String, String> facts) throws IOException {
    String mtu = said(where, "cat", "/" + NET + INSIDE + "/mtu").strip();
    if (!mtu.isEmpty()) {
      facts.put("mtu.inside", mtu);
    }
  }

  /**
   * Tells how to enter the environment's network namespace, by a process of the host that is in it.
   */
  private Optional<List<String>> namespace() throws IOException {
    String namespace = said(environment, "readlink", "/proc/self/ns/net").strip();
    return files.names("proc").stream()
        .filter(name -> name.matches("\\d+"))
        .filter(pid -> files.link("proc/" + pid + "/ns/net").filter(namespace::equals).isPresent())
        .findFirst()
        .map(pid -> List.of("nsenter", "--net=/proc/" + pid + "/ns/net"));
  }

  private void change(List<String> enter, String device) throws IOException {
    Command command = Command.of(with(enter, ETHTOOL, "-K", device));
    for (String name : DeviceOffloads.SWITCHED) {
      // One by one: a device refuses all of them for one that it cannot change.
      host.run(command.and(name, variant.offload().word()), Environment.PATIENCE);
    }
  }

  private void check(List<String> enter, String device, String name, Map<String, String> facts)
      throws IOException {
    DeviceOffloads found = read(enter, device);
    facts.put(name, device + " " + found.text());
    boolean unread = found.on().isEmpty() && variant.offload() != Offload.AS_IS;
    refuse(
        unread
            ? Optional.of(device + " cannot be read; it takes ethtool")
            : found.differs(variant.offload()).map(why -> device + ": " + why));
  }

  private void refuse(Optional<String> why) throws LaunchException {
    if (why.isPresent()) {
      throw new LaunchException(
          "offload=" + variant.offload().word() + " did not take effect: " + why.get());
    }
  }

  /** Empty without the program, which few have. */
  private DeviceOffloads read(List<String> enter, String device) throws IOException {
    try {
      Ended said = host.run(Command.of(with(enter, ETHTOOL, "-k", device)), Environment.PATIENCE);
      return DeviceOffloads.parse(said.succeeded() ? said.out() : "");
    } catch (LaunchException e) {
      return DeviceOffloads.parse("");
    }
  }

  private static List<String> with(List<String> first, String... more) {
    return Stream.concat(first.stream(), Stream.of(more)).toList();
  }

  private static String said(Environment where, String... words) throws IOException {
    return where.run(Command.of(words), Environment.PATIENCE).out();
  }
}
