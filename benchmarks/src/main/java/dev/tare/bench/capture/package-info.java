/**
 * Says what a fork leaves besides its score: latency histograms, noise and timer calibration, as
 * JMH profilers and the state that benchmarks time their batches with. Writes no file and chooses
 * no benchmark.
 */
package dev.tare.bench.capture;
