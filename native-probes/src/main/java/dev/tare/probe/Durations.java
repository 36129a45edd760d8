package dev.tare.probe;

import com.sun.jna.Memory;
import java.nio.LongBuffer;
import java.util.function.LongConsumer;

/**
 * The durations of one batch, off the heap where the C loop leaves them: nanoseconds of
 * CLOCK_MONOTONIC, one for each operation.
 */
public final class Durations {
  private final Memory memory;
  private final LongBuffer values;

  /**
   * @param operations how many durations there is room for, from 1
   */
  public Durations(int operations) {
    memory = new Memory(Math.multiplyExact((long) operations, Long.BYTES));
    memory.clear();
    values = memory.getByteBuffer(0, memory.size()).asLongBuffer();
  }

  /** Returns how many durations there is room for. */
  public int capacity() {
    return values.capacity();
  }

  /** Gives the first {@code count} durations, in the order of the operations. */
  public void forEach(int count, LongConsumer consumer) {
    for (int i = 0; i < count; i++) {
      consumer.accept(values.get(i));
    }
  }

  long address() {
    return com.sun.jna.Pointer.nativeValue(memory);
  }
}
