package dev.tare.launch;

import java.util.Optional;

/**
 * Says by which sockets a guest's state goes from one QEMU to another.
 *
 * @param from which file the source writes to
 * @param to which file the destination makes; the same on one machine
 * @param disk what copies its disk; absent where both have the same
 */
record MovePath(String from, String to, Optional<DiskMirror> disk) {
  /** Makes one of a single machine. */
  static MovePath here(String socket) {
    return new MovePath(socket, socket, Optional.empty());
  }
}
