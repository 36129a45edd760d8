package dev.tare.experiment.ends;

/** Describes what a path leads through, which is proven before it is timed. */
public enum Via {
  /** Is the network of the machine itself, in its own network namespace. */
  LOOPBACK,
  /** Is a bridge of the host, without translation. */
  BRIDGE,
  /** A rule that translates addresses, in the innermost place that has an engine. */
  NAT,
  /** Is a program of the host that passes on what it receives: QEMU's user-mode network. */
  PROGRAM
}
