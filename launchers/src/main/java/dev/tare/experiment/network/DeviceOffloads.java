package dev.tare.experiment.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which work a device does for the kernel, as {@code ethtool -k} prints it.
 *
 * @param on by the short name that {@code ethtool -K} takes, whether it is on
 */
record DeviceOffloads(Map<String, Boolean> on) {
  /** The names that {@code -K} takes, by those that {@code -k} prints. */
  private static final Map<String, String> NAMES =
      new TreeMap<>(
          Map.of(
              "rx-checksumming", "rx",
              "tx-checksumming", "tx",
              "tcp-segmentation-offload", "tso",
              "generic-segmentation-offload", "gso",
              "generic-receive-offload", "gro"));

  private static final Pattern LINE = Pattern.compile("([a-z-]+): (on|off)\\b.*");

  /** What is turned on and off together. */
  static final List<String> SWITCHED = List.of("rx", "tx", "tso", "gso", "gro");

  static DeviceOffloads parse(String text) {
    Map<String, Boolean> on = new TreeMap<>();
    for (String line : text.lines().toList()) {
      Matcher feature = LINE.matcher(line);
      if (feature.matches() && NAMES.containsKey(feature.group(1))) {
        on.put(NAMES.get(feature.group(1)), feature.group(2).equals("on"));
      }
    }
    return new DeviceOffloads(on);
  }

  /**
   * What of an attempt did not take effect, in words. Segmentation is what matters: checksums in
   * one direction cannot be changed on some devices.
   */
  Optional<String> differs(Offload asked) {
    if (asked == Offload.AS_IS) {
      return Optional.empty();
    }
    String wrong =
        List.of("tso", "gso", "tx").stream()
            .filter(name -> on.containsKey(name) && on.get(name) != (asked == Offload.ON))
            .collect(Collectors.joining(", "));
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(wrong + (asked == Offload.ON ? " stay off" : " stay on"));
  }

  /** {@code gro=on gso=on ...}; {@code unknown} where nothing was read. */
  String text() {
    return on.isEmpty()
        ? "unknown"
        : on.entrySet().stream()
            .map(one -> one.getKey() + "=" + (one.getValue() ? "on" : "off"))
            .collect(Collectors.joining(" "));
  }
}
