package dev.tare.compare;

/**
 * Describes what our figures stand on, where a study's stood on a machine of its own with hardware
 * virtualization.
 *
 * @param cpus of the host; 0 where that is not known
 * @param itselfGuest whether the host is a guest of another one
 */
public record HostContext(int cpus, boolean itselfGuest) {}
