package dev.tare.experiment.image;

import dev.tare.experiment.Choice;

/** Names it as what the userland is handed to what runs it. */
public enum ImageFormat implements Choice {
  /** A folder, as LXC, OCI runtimes and bubblewrap take it; an instance is an overlay above it. */
  ROOTFS("lxc"),
  DOCKER("docker"),
  PODMAN("podman"),
  /** A file system of a machine; an instance is a copy. */
  RAW("kvm"),
  /** Is the same in QEMU's own format; an instance is an overlay above it. */
  QCOW2("kvm");

  private final String stack;

  ImageFormat(String stack) {
    this.stack = stack;
  }

  String stack() {
    return stack;
  }

  boolean isDisk() {
    return stack.equals("kvm");
  }

  boolean isEngines() {
    return this == DOCKER || this == PODMAN;
  }
}
