package dev.tare.experiment.network;

import java.util.List;
import java.util.Map;

/**
 * Describes what counts what passes, at one moment.
 *
 * @param host the host's devices
 * @param inside the environment's own devices; empty where it has none of its own
 * @param rules that rewrite addresses, where the path needs one
 */
record PathCounters(
    Map<String, LinkCounters> host, Map<String, LinkCounters> inside, List<NatRule> rules) {}
