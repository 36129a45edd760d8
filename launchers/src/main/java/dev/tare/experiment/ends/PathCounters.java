package dev.tare.experiment.ends;

import java.util.List;
import java.util.Map;

/**
 * Describes what counts what passes, at one moment.
 *
 * @param host the devices of the server's machine
 * @param inside the environment's own devices; empty where it has none of its own
 * @param client those of a client that is apart; empty for any other
 * @param rules that rewrite addresses, where the path needs one
 */
record PathCounters(
    Map<String, LinkCounters> host,
    Map<String, LinkCounters> inside,
    Map<String, LinkCounters> client,
    List<NatRule> rules) {}
