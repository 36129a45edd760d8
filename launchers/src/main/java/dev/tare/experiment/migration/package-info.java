/**
 * The experiment that moves environments as they run, and what their clients see of it from
 * outside. Knows no engine.
 */
package dev.tare.experiment.migration;
