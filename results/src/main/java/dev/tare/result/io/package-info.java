/**
 * Reads and writes what runs leave on disk: JMH JSON of any origin, latency logs, facts, run
 * folders. Draws no conclusion from any of it.
 */
package dev.tare.result.io;
