package dev.tare.experiment.network;

import java.util.OptionalLong;

/**
 * What was used up to a moment: counters, to be subtracted from a later reading.
 *
 * @param atNs of the launcher's clock
 * @param host all CPUs of the host
 * @param engine QEMU and vhost
 * @param insideUs by the environment's own count, us; absent where it has none of its own
 */
record CpuReading(long atNs, CpuTimes host, EngineThreads.Usage engine, OptionalLong insideUs) {}
