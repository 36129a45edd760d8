/** The experiment that finds what energy a unit of work costs, by what the host's meters say. */
package dev.tare.experiment.energy;
