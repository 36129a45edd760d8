/** Says what a layer costs memory: bandwidth and the latency of single loads. */
package dev.tare.bench.memory;
