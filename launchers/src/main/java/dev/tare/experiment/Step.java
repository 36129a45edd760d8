package dev.tare.experiment;

import java.util.Optional;

/**
 * A turn that is over.
 *
 * @param block from 1
 * @param leftOut why it was not tried, one line; absent where it was
 * @param outcome absent where it was left out
 */
public record Step<C extends Condition, O extends Outcome>(
    C condition, int block, Optional<String> leftOut, Optional<O> outcome) {}
