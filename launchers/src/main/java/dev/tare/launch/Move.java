package dev.tare.launch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Tells what came of a move.
 *
 * @param arrived whether it runs at its destination; otherwise it was called off
 * @param beganNs when the engine was told to begin, as {@link System#nanoTime} says it
 * @param endedNs when it ran at its destination with all of its memory, or again where it was
 * @param downtimeNs for which it stood still, as the engine tells; absent where it does not
 * @param bytes that were sent; absent where the engine does not tell
 * @param diskBytes that were sent of its disk, where that is another one at its destination
 * @param allottedBytes of memory that it has; absent where none was allotted
 * @param rounds in which memory was sent, from 1; absent where it is sent once, or not told
 * @param phasesNs of its parts, in their order
 * @param slowed how far its engine had slowed it down, each time that became another; none where it
 *     never did
 */
public record Move(
    boolean arrived,
    long beganNs,
    long endedNs,
    OptionalLong downtimeNs,
    OptionalLong bytes,
    OptionalLong diskBytes,
    OptionalLong allottedBytes,
    OptionalLong rounds,
    Map<String, Long> phasesNs,
    List<Slowed> slowed) {
  /**
   * Tells how far a machine was slowed down from then on.
   *
   * @param atNs since the move began
   * @param share of the time for which each of its CPUs is stopped, 0 to 1
   */
  public record Slowed(long atNs, double share) {}

  public Move {
    phasesNs = Collections.unmodifiableMap(new LinkedHashMap<>(phasesNs));
    slowed = List.copyOf(slowed);
  }
}
