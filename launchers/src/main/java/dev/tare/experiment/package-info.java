/**
 * Says what experiments have in common: trials of environments, and the session that makes and ends
 * these. Knows no single experiment, and nothing of JMH: that runs inside, by the same jar.
 */
package dev.tare.experiment;
