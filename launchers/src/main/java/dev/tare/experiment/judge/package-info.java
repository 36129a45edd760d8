/**
 * Did it become worse? Two sides measured in turn on one host, more forks where they do not tell,
 * and the proof that a regression would be seen. Prints nothing; knows no exit codes.
 */
package dev.tare.experiment.judge;
