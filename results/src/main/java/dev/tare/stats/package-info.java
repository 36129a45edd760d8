/**
 * Compares two sets of forks: numbers in, records out. Reads no file, no clock and no random source
 * of its own (a seed is passed in); knows no benchmark, unit or metric.
 */
package dev.tare.stats;
