/**
 * What does each layer cost? Benchmarks by environments in randomised blocks, into one run folder
 * that outlives whatever ends the program. Prints nothing, and judges nothing.
 */
package dev.tare.experiment.matrix;
