/**
 * Says how much a neighbour hurts: a victim with work of fixed size, alone and beside somebody in
 * an environment of the same kind with the same limits. Knows no engine, and measures nothing
 * itself.
 */
package dev.tare.experiment.isolation;
