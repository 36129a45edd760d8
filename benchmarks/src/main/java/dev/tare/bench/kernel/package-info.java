/** Says what a layer costs at the kernel's doors: the figures that explain the others. */
package dev.tare.bench.kernel;
