/**
 * The shared vocabulary of results: runs, series, forks, iterations, units, facts, latency counts,
 * and the one table of metrics. Records only: reads no file, computes no statistic.
 */
package dev.tare.result;
