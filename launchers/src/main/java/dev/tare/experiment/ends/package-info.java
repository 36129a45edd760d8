/**
 * Says what experiments share that have a client at one end and a server at the other: where both
 * run, what CPU time they take, and a trial of the client that is metered. What lies between the
 * two is the experiments' own.
 */
package dev.tare.experiment.ends;
