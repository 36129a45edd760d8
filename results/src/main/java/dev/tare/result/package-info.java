/**
 * The shared vocabulary of results: runs, series, forks, iterations, units, facts, latency counts,
 * hashes, and the one table of metrics. Reads no file, computes no statistic.
 */
package dev.tare.result;
