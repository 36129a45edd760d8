package dev.tare.experiment.image;

import dev.tare.experiment.Choice;

/** Names it as what the userland is handed to what runs it. */
public enum ImageFormat implements Choice {
  /** A folder, as LXC, OCI runtimes and bubblewrap take it; an instance is an overlay above it. */
  ROOTFS("lxc"),
  /** An OCI image that Docker keeps. */
  DOCKER("docker"),
  /** An OCI image that podman keeps. */
  PODMAN("podman"),
  /** A file system of a machine; an instance is a copy. */
  RAW("kvm"),
  /** Is the same in QEMU's own format; an instance is an overlay above it. */
  QCOW2("kvm");

  private final String stack;

  ImageFormat(String stack) {
    this.stack = stack;
  }

  /** Returns what the studies call an environment that is made of it. */
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
