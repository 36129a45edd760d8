package dev.tare.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Is an open native probe. Not safe for use by two threads: each benchmark thread opens its own.
 *
 * <p>A call costs about 100 ns, so operations shorter than some 10 us are done in batches.
 */
public final class Probe implements AutoCloseable {
  /** Is ENOENT. */
  private static final int NO_SUCH_FIGURE = 2;

  private final String name;
  private final boolean batchOnly;
  private final boolean prepares;
  private long handle;

  private Probe(String name, long handle) {
    this.name = name;
    this.handle = handle;
    this.batchOnly = Library.tare_probe_batch_only(handle) != 0;
    this.prepares = Library.tare_probe_prepares(handle) != 0;
  }

  /**
   * Opens a probe.
   *
   * @param name as its C file registers it, such as {@code prime}
   * @param config what the probe is to do; a key that is not there has the probe's default
   * @throws ProbeException when the probe is unknown or refuses; the message says why
   */
  public static Probe open(String name, Map<String, ?> config) {
    Library.load();
    long handle = Library.tare_probe_new(name, lines(config));
    if (handle < 0) {
      throw new ProbeException("no probe is named " + name, (int) -handle);
    }
    Probe probe = new Probe(name, handle);
    try {
      probe.checked(Library.tare_probe_open(handle));
    } catch (ProbeException e) {
      probe.close();
      throw e;
    }
    return probe;
  }

  /** Returns the names of all probes in the library. */
  public static List<String> names() {
    Library.load();
    List<String> names = new ArrayList<>();
    for (String name = Library.tare_probe_name(0); name != null; ) {
      names.add(name);
      name = Library.tare_probe_name(names.size());
    }
    return names;
  }

  /**
   * Does a batch of operations, untimed.
   *
   * @return the probe's own result, from 0
   * @throws ProbeException when an operation fails
   */
  public long batch(long operations) {
    return checked(Library.tare_probe_batch(handle, operations, 0));
  }

  /**
   * Does a batch of operations and times each.
   *
   * @param into gets the duration of each operation; untouched by a probe that is {@link
   *     #batchOnly}
   */
  public long batch(int operations, Durations into) {
    if (operations > into.capacity()) {
      throw new IllegalArgumentException(operations + " operations, room for " + into.capacity());
    }
    return checked(Library.tare_probe_batch(handle, operations, into.address()));
  }

  /**
   * Makes ready for the next batch: what the last one used up is there again. Does nothing where a
   * batch uses nothing up.
   *
   * @throws ProbeException when that cannot be had
   */
  public void prepare(long operations) {
    if (prepares) {
      checked(Library.tare_probe_prepare(handle, operations));
    }
  }

  /** Tells whether single operations are too short to be timed, so that only a whole batch is. */
  public boolean batchOnly() {
    return batchOnly;
  }

  /**
   * A figure that the probe gathered since it was opened, such as {@code lost}.
   *
   * @throws ProbeException when the probe has no such figure, or cannot ask for it
   */
  public long counter(String figure) {
    long value = Library.tare_probe_counter(handle, figure);
    if (value == -NO_SUCH_FIGURE) {
      throw new ProbeException(name + " counts no " + figure, NO_SUCH_FIGURE);
    }
    return checked(value);
  }

  /** The cost of a native call alone: does nothing. */
  public static long noop() {
    return Library.tare_noop();
  }

  @Override
  public void close() {
    if (handle != 0) {
      long closing = handle;
      handle = 0;
      Library.tare_probe_close(closing);
    }
  }

  private long checked(long result) {
    if (result >= 0) {
      return result;
    }
    String reason = Library.tare_probe_reason(handle);
    int errno = (int) -result;
    throw new ProbeException(
        name + ": " + (reason.isEmpty() ? "failed" : reason) + " (errno " + errno + ")", errno);
  }

  private static String lines(Map<String, ?> config) {
    StringBuilder lines = new StringBuilder();
    config.forEach(
        (key, value) -> {
          String text = String.valueOf(value);
          if (text.indexOf('\n') >= 0 || text.indexOf('\0') >= 0) {
            throw new ProbeException(key + ": a value is one line of text", 22);
          }
          lines.append(key).append('=').append(text).append('\n');
        });
    return lines.toString();
  }
}
