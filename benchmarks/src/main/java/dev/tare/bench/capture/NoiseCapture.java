package dev.tare.bench.capture;

/** Placeholder until proc. */
final class NoiseCapture implements Capture {}
