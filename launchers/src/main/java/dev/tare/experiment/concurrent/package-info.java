/**
 * Makes several environments at once, has them measure the same work at the same time, and reads
 * what they take of the host; stops before the host is full. Knows no experiment and no engine.
 */
package dev.tare.experiment.concurrent;
