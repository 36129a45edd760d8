package dev.tare.experiment.concurrent;

import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Describes what one guest takes of the host.
 *
 * @param memoryBytes from 0
 * @param tasks processes and threads, from 0
 * @param diskBytes from 0
 * @param measured whether a step has shown it; else it is what was asked for, or usual
 */
public record GuestCost(double memoryBytes, double tasks, double diskBytes, boolean measured) {
  /** Two JVMs with heaps of 256 MiB, as far as they are touched, and what is around them. */
  private static final double USUAL_BYTES = 400L << 20;

  /** A guest's own kernel, and QEMU: 335 to 530 MiB for one of 256 MiB were seen. */
  private static final double GUEST_BYTES = 600L << 20;

  /** Holds what QEMU itself takes beside a guest's memory. */
  private static final double RESERVE_BYTES = 256L << 20;

  private static final double USUAL_TASKS = 60;

  /** Before anything was measured: a hard limit is what it may take. */
  public static GuestCost expected(Stack stack, Limits limits, long fileBytes) {
    boolean machine = stack.hasGuest();
    double usual = machine ? GUEST_BYTES : USUAL_BYTES;
    double reserve = machine ? RESERVE_BYTES : 0;
    double memory =
        limits.memoryBytes().isPresent() ? limits.memoryBytes().getAsLong() + reserve : usual;
    return new GuestCost(memory, USUAL_TASKS, fileBytes, false);
  }

  /**
   * Returns the same of one of several in a machine, which has its memory once for all of them.
   *
   * @param guests in it, from 1
   */
  public GuestCost within(SharedGuest machine, int guests) {
    Limits whole = machine.stack().guest().orElseThrow().limits(machine.limits());
    double most = (whole.memoryBytes().orElseThrow() + RESERVE_BYTES) / guests;
    return most < memoryBytes ? new GuestCost(most, tasks, diskBytes, false) : this;
  }

  /** Computes what a step cost: of what memory looks like, the most. */
  public static GuestCost of(HostReading idle, HostReading loaded, int guests, long fileBytes) {
    long memory =
        LongStream.of(
                less(loaded.availableBytes(), idle.availableBytes()), loaded.pssBytes().orElse(0))
            .max()
            .orElse(0);
    double disk = Math.max(less(loaded.diskBytes(), idle.diskBytes()) / (double) guests, fileBytes);
    return new GuestCost(
        Math.max(0, (double) memory / guests),
        Math.max(0, (double) less(idle.tasks(), loaded.tasks()) / guests),
        disk,
        true);
  }

  /** Tells how much less the first is than the second; 0 where one is absent. */
  private static long less(OptionalLong first, OptionalLong second) {
    return first.isPresent() && second.isPresent() ? second.getAsLong() - first.getAsLong() : 0;
  }
}
