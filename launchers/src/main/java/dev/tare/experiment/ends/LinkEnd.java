package dev.tare.experiment.ends;

import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Script;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Describes the device of one end through which it reaches the other, as it was found: nothing of
 * it is changed.
 *
 * @param device its name
 * @param mtu bytes, as text; empty where it cannot be read
 * @param offloads as {@link DeviceOffloads#text} has them; {@code unknown} without ethtool
 */
record LinkEnd(String device, String mtu, String offloads) {
  /**
   * Reads it.
   *
   * @param where one end
   * @param address of the other
   */
  static LinkEnd read(Environment where, String address) throws IOException {
    String device = Route.to(where, address).device();
    return new LinkEnd(
        device,
        said(where, Command.of("cat", "/sys/class/net/" + device + "/mtu")).strip(),
        DeviceOffloads.parse(said(where, Script.of("also-sbin", "ethtool", "-k", device))).text());
  }

  /** Empty also without the program, which few have. */
  private static String said(Environment where, Command command) throws IOException {
    try {
      Ended ended = where.run(command, Environment.PATIENCE);
      return ended.succeeded() ? ended.out() : "";
    } catch (LaunchException e) {
      return "";
    }
  }

  /** Returns it as facts. */
  Map<String, String> facts(String end) {
    return new TreeMap<>(
        Map.of(
            "link." + end + ".device", device,
            "link." + end + ".mtu", mtu,
            "link." + end + ".offload", offloads));
  }
}
