package dev.tare.experiment.energy;

import java.io.Closeable;
import java.io.IOException;

/** Tells what energy this host uses between two moments. */
interface PowerSource {
  /** Says where it is read, and of what. */
  String words();

  /** Begins to count. */
  Window begin() throws IOException;

  /** Is the time from one moment to another. */
  interface Window extends Closeable {
    /** Reads what would be lost if it were read only at the end: a counter that wraps around. */
    default void look() {}

    /**
     * Ends it.
     *
     * @throws IOException in one line, where it cannot be told what was used
     */
    Joules end() throws IOException, InterruptedException;

    /** Ends it unread. */
    @Override
    default void close() {}
  }
}
