package dev.tare.cli;

import java.time.Duration;

/** Describes a verb that says beforehand how long what it is asked for takes. */
interface EstimatedVerb {
  /** Returns about how long; asked of a dry run alone, which does nothing. */
  Duration estimate() throws Exception;
}
