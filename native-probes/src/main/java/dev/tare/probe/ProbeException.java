package dev.tare.probe;

/** A probe, or the library of probes, refused; the message is one line with the reason. */
public final class ProbeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  ProbeException(String message, int errno) {
    super(message);
    this.errno = errno;
  }

  /** The errno that the probe gave, from 1; 0 where the refusal did not come from the system. */
  public int errno() {
    return errno;
  }
}
