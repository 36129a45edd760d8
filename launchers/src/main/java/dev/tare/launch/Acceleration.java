package dev.tare.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells whether hardware runs guests here. That /dev/kvm opens proves nothing: only where a tiny
 * guest boots under KVM is it used. Tried once for each boot of the host, and kept beside the
 * images.
 */
final class Acceleration {
  private static final int PROBE_SECONDS = 10;
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(PROBE_SECONDS + 20);
  private static final String MARKER = "TARE-PROBE";
  private static final String KEPT = "/accel-";

  private Acceleration() {}

  /** Decides whether KVM is used, by what was asked: auto, kvm or tcg. */
  static boolean isKvm(Environment outer, String arch, String asked) throws IOException {
    return switch (asked) {
      case KvmOptions.KVM -> true;
      case KvmOptions.TCG -> false;
      default -> isDeviceUsable(outer) && works(outer, arch);
    };
  }

  static boolean isDeviceUsable(Environment outer) throws IOException {
    return outer.succeeds(Command.of("test", "-r", "/dev/kvm", "-a", "-w", "/dev/kvm"));
  }

  /** Tells whether a guest boots under KVM. */
  static boolean works(Environment outer, String arch) throws IOException {
    String images = outer.places().images();
    String boot = outer.read("/proc/sys/kernel/random/boot_id").strip();
    Optional<String> known = outer.readIfThere(images + KEPT + boot);
    if (known.isPresent() && !known.get().isBlank()) {
      return known.get().strip().equals(KvmOptions.KVM);
    }
    boolean works =
        booted(
            outer.run(
                QemuCommand.probe(
                    arch,
                    images + "/" + Places.KERNEL,
                    images + "/" + Places.INITRD,
                    PROBE_SECONDS),
                PROBE_LIMIT));
    // Kept where the folder can be written to; else it is tried again.
    outer.run(
        Script.of("keep-answer", images + KEPT, boot, works ? KvmOptions.KVM : KvmOptions.TCG));
    return works;
  }

  static boolean booted(Ended probe) {
    return probe.out().contains(MARKER);
  }
}
