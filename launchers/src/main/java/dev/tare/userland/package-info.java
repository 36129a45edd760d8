/**
 * The guest file system that every environment runs, built once and kept by the hash of what went
 * into it. Starts no environment, and knows no benchmark.
 */
package dev.tare.userland;
