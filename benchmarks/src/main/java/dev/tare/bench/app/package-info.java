/**
 * Benchmarks of real programs and servers, from packs of software or from the path. What they do is
 * theirs; how it is timed and kept is {@code bench.capture}'s.
 */
package dev.tare.bench.app;
