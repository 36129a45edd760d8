package dev.tare.experiment.boot;

import dev.tare.experiment.Choice;

/** Describes what of the files that a start reads is in the host's memory. */
enum Cache implements Choice {
  /** All that was read before, as one unmeasured start did. */
  WARM,
  /**
   * None but what runs already: the page cache is dropped before each burst. At a rate it is before
   * the first: later ones find what those before them have read.
   */
  COLD
}
