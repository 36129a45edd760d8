/**
 * Has every node of a cluster measure by the jar's own verb, and collects what each leaves. Judges
 * nothing.
 */
package dev.tare.experiment.fleet;
