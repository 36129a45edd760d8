package dev.tare.probe;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;

/** Holds the exported functions of probe.h, bound directly: no reflection on the way. */
final class Library {
  /** Is TARE_ABI of probe.h, as this jar calls it. */
  private static final long ABI = 3;

  private static final ProbeException REFUSAL = bind();

  private Library() {}

  /**
   * Binds the library, once.
   *
   * @throws ProbeException when this system cannot load it; the message says why and what would
   */
  static void load() {
    if (REFUSAL != null) {
      throw new ProbeException(REFUSAL.getMessage(), REFUSAL.errno());
    }
  }

  private static ProbeException bind() {
    try {
      Path file = LibraryFile.extracted();
      try {
        Native.register(Library.class, NativeLibrary.getInstance(file.toString()));
      } finally {
        LibraryFile.forget(file);
      }
      return tare_abi() == ABI ? null : wrongAbi();
    } catch (ProbeException e) {
      return e;
    } catch (UnsatisfiedLinkError e) {
      return new ProbeException(LibraryFile.diagnosis(e), 0);
    }
  }

  private static ProbeException wrongAbi() {
    return new ProbeException(
        "the native library speaks version "
            + tare_abi()
            + ", this jar "
            + ABI
            + ": they are of different builds; build anew with: mvn clean package",
        0);
  }

  static native long tare_abi();

  static native long tare_probe_new(String name, String config);

  static native long tare_probe_open(long handle);

  static native long tare_probe_batch(long handle, long ops, long nsAddress);

  static native long tare_probe_prepare(long handle, long ops);

  static native long tare_probe_prepares(long handle);

  static native long tare_probe_counter(long handle, String name);

  static native String tare_probe_reason(long handle);

  static native long tare_probe_batch_only(long handle);

  static native long tare_probe_close(long handle);

  static native String tare_probe_name(long index);

  static native long tare_noop();

  static native long tare_die_with_parent();
}
