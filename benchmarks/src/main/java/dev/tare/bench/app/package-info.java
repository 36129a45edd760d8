/**
 * Benchmarks of real programs and servers, from packs of software or from the path: what one run of
 * a program, or one request, takes. What they do is theirs; how it is timed and kept is {@code
 * bench.capture}'s.
 */
package dev.tare.bench.app;
