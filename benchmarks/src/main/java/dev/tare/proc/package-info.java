/**
 * Reads and parses the files of /proc, /sys and the cgroup file systems, reading apart from
 * parsing. Decides nothing.
 */
package dev.tare.proc;
