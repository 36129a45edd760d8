/**
 * Says how long it takes from nothing until the first instruction runs inside, until a JVM speaks
 * there, and until all of it is gone again, in phases on the host's one clock. Knows no engine.
 */
package dev.tare.experiment.boot;
