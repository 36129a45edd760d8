/**
 * The command line: one class a verb, the exit codes, and nothing that another program would want.
 */
package dev.tare.cli;
