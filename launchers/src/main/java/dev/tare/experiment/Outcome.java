package dev.tare.experiment;

import java.util.List;

/** Describes what came of one turn of an experiment beside its samples: a record, kept as it is. */
public interface Outcome {
  /** Tells why something gave nothing, a line each. */
  List<String> failures();

  /** Tells whether one of them is a failure, and not an answer such as that no memory was left. */
  default boolean failed() {
    return !failures().isEmpty();
  }

  /** Tells whether anything was measured. */
  boolean measured();

  /** Tells whether a machine in it is emulated. */
  boolean emulated();

  /** Tells whether it is not tried again where that happens twice in a row. */
  default boolean givenUp() {
    return failed();
  }
}
