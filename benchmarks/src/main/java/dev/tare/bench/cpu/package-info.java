/** What a layer costs pure computation. */
package dev.tare.bench.cpu;
