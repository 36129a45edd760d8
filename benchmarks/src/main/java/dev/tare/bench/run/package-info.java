/**
 * The JMH command line with our capture and the fork flags of each JDK; saves each benchmark as it
 * ends and tells which failed. Knows no verb, and leaves the choice of benchmarks to its caller.
 */
package dev.tare.bench.run;
