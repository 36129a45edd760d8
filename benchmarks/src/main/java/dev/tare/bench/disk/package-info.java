/**
 * Says what a layer costs reads and writes of a file: benchmarks over one data file, prepared once
 * for a run, and the folder that it lies in. Leaves the timed loops to the probes and never touches
 * another file.
 */
package dev.tare.bench.disk;
