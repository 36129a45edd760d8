package dev.tare.launch;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Says how an environment is to be moved.
 *
 * @param autoConverge whether a machine is slowed down that writes faster than its memory is sent
 * @param postCopy whether a machine goes on at its destination once all of its memory was sent
 *     once, and fetches what it has written since
 * @param bandwidth bytes a second that are sent, from 1; absent: as fast as it goes
 * @param downtimeMs for which a machine may stand still at the end
 * @param to another machine to which it goes; absent: it stays on this one
 * @param limit after which a move is called off; one that has gone over to post-copy cannot be, and
 *     fails after as much again
 */
public record MovePlan(
    boolean autoConverge,
    boolean postCopy,
    OptionalLong bandwidth,
    long downtimeMs,
    Optional<Environment> to,
    Duration limit) {}
