package dev.tare.experiment.ends;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says which work a device does for the kernel.
 *
 * @param on by its short name, whether it is on
 */
public record DeviceOffloads(Map<String, Boolean> on) {
  /** Holds what is turned on and off together. */
  public static final List<String> SWITCHED = List.of("rx", "tx", "tso", "gso", "gro");

  /** Segmentation is what matters: checksums in one direction are fixed on some devices. */
  private static final List<String> JUDGED = List.of("tso", "gso", "tx", "host_tso4");

  /** The names that {@code ethtool -K} takes, by those that {@code -k} prints. */
  private static final Map<String, String> NAMES =
      Map.of(
          "rx-checksumming", "rx",
          "tx-checksumming", "tx",
          "tcp-segmentation-offload", "tso",
          "generic-segmentation-offload", "gso",
          "generic-receive-offload", "gro");

  private static final Pattern LINE = Pattern.compile("([a-z-]+): (on|off)\\b.*");

  /** Names bits of a virtio network device (virtio 1.2, 5.1.3). */
  private static final Map<String, Integer> VIRTIO =
      Map.of("csum", 0, "guest_csum", 1, "guest_tso4", 7, "host_tso4", 11);

  /** Returns it as {@code ethtool -k} prints them. */
  public static DeviceOffloads parse(String text) {
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
   * Returns what a guest's device and its host agreed upon: the file {@code features} of the virtio
   * device, a 0 or 1 for each bit, the lowest first. Nothing where the text is another.
   */
  public static DeviceOffloads ofVirtio(String features) {
    String bits = features.strip();
    Map<String, Boolean> on = new TreeMap<>();
    if (bits.matches("[01]{32,}")) {
      VIRTIO.forEach((name, bit) -> on.put(name, bits.charAt(bit) == '1'));
    }
    return new DeviceOffloads(on);
  }

  /** Returns what of an attempt did not take effect, in words. */
  public Optional<String> differs(Offload asked) {
    String wrong =
        JUDGED.stream()
            .filter(name -> asked != Offload.AS_IS)
            .filter(name -> on.containsKey(name) && on.get(name) != (asked == Offload.ON))
            .collect(Collectors.joining(", "));
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(wrong + (asked == Offload.ON ? " stay off" : " stay on"));
  }

  /** {@code gro=on gso=on ...}; {@code unknown} where nothing was read. */
  public String text() {
    return on.isEmpty()
        ? "unknown"
        : on.entrySet().stream()
            .map(one -> one.getKey() + "=" + (one.getValue() ? "on" : "off"))
            .collect(Collectors.joining(" "));
  }
}
