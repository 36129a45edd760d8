package dev.tare.experiment.network;

import java.util.Optional;

/**
 * What a guest's network device and its host agreed upon: the file {@code features} of the virtio
 * device, a 0 or 1 for each bit, the lowest first (virtio 1.2, 5.1.3).
 */
record VirtioFeatures(String bits) {
  private static final int CHECKSUM = 0;
  private static final int GUEST_CHECKSUM = 1;
  private static final int GUEST_TSO4 = 7;
  private static final int HOST_TSO4 = 11;

  /** Absent where the text is none. */
  static Optional<VirtioFeatures> parse(String text) {
    String bits = text.strip();
    return bits.matches("[01]{32,}") ? Optional.of(new VirtioFeatures(bits)) : Optional.empty();
  }

  /** What was not agreed upon as asked, in words. */
  Optional<String> differs(Offload asked) {
    boolean segments = has(HOST_TSO4);
    return switch (asked) {
      case AS_IS -> Optional.empty();
      case ON -> segments ? Optional.empty() : Optional.of("the guest's device does not segment");
      case OFF -> segments ? Optional.of("the guest's device still segments") : Optional.empty();
    };
  }

  String text() {
    return "csum="
        + word(CHECKSUM)
        + " guest_csum="
        + word(GUEST_CHECKSUM)
        + " host_tso4="
        + word(HOST_TSO4)
        + " guest_tso4="
        + word(GUEST_TSO4);
  }

  private String word(int bit) {
    return has(bit) ? "on" : "off";
  }

  private boolean has(int bit) {
    return bits.charAt(bit) == '1';
  }
}
