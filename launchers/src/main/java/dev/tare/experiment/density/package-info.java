/**
 * Says how many fit: guests of one kind side by side, the same work in each, and what a further one
 * costs in speed and memory. Stops in time before the host is full; knows no engine.
 */
package dev.tare.experiment.density;
