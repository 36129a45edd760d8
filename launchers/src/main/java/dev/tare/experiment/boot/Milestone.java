package dev.tare.experiment.boot;

/**
 * Describes what a start comes past, in the order in which phases are counted: one that comes
 * before an earlier one of this list takes no time of its own.
 */
enum Milestone {
  /** The engine's own command begins: until then it was this program. */
  BEGUN("launcher"),
  /** Is reached when QEMU answers on its machine protocol. */
  ACCEPTED("QEMU answers"),
  /** The guest's kernel says its version. */
  KERNEL("kernel entered"),
  /** The first program of the guest's initial file system runs. */
  INIT("init"),
  /** The first program of the userland has written a byte. */
  FIRST_BYTE("first byte"),
  /** The engine's command has ended. */
  RETURNED("engine returned"),
  /** Commands can be run inside. */
  READY("ready"),
  /** A JVM inside has written a line. */
  JVM("JVM's line"),
  /** Its kernel has answered over the network, which is waited for beside the JVM. */
  ANSWER("network answer");

  private final String title;

  Milestone(String title) {
    this.title = title;
  }

  /** Returns what tables call the phase that ends with it. */
  String title() {
    return title;
  }
}
