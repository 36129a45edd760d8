/**
 * Says what images of the same software cost: to build, to keep, to hand over, and one more
 * instance. Leaves what a first write costs in there to the benchmarks of the disk.
 */
package dev.tare.experiment.image;
