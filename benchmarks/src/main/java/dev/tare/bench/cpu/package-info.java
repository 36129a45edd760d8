/** Says what a layer costs pure computation. */
package dev.tare.bench.cpu;
