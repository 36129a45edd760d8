package dev.tare.peers;

import java.util.List;

/**
 * Describes what a row came to; all that the JSON file keeps of it.
 *
 * @param probe the benchmark with its options
 * @param peer the peer with its version
 * @param ourCommand as it was run
 * @param peerServer as it was run; empty: the peer needs none
 * @param peerCommand as it was run, its port one of many
 * @param unit of all figures
 * @param direction HIGHER or LOWER is faster
 * @param held what of the work is the same in both
 * @param note what a reader has to know to judge the ratio
 * @param pairs in the order in which they were run
 * @param ratio of the speeds, with its interval
 */
record Outcome(
    String probe,
    String peer,
    List<String> ourCommand,
    List<String> peerServer,
    List<String> peerCommand,
    String unit,
    String direction,
    String held,
    String note,
    List<Pair> pairs,
    Ratio ratio) {}
