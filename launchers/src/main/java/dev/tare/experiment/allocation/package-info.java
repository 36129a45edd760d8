/**
 * Sets or shares, hard or soft: the same amount of CPU and memory given in different ways, and more
 * of it promised than there is. What is overcommitted is what the environments were given, never
 * the host itself.
 */
package dev.tare.experiment.allocation;
