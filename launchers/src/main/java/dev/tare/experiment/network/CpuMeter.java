package dev.tare.experiment.network;

import dev.tare.experiment.concurrent.CpuTimes;
import dev.tare.launch.LaunchException;
import dev.tare.proc.ProcFiles;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Reads all counters of CPU time that matter to one path. */
final class CpuMeter implements AutoCloseable {
  private final ProcFiles files;
  private final Optional<EngineThreads> engine;
  private final Optional<InsideMeter> inside;
  private final LongSupplier clock;

  /**
   * @param engine absent where there is no guest
   * @param inside absent for the host itself
   * @param clock ns
   */
  CpuMeter(
      ProcFiles files,
      Optional<EngineThreads> engine,
      Optional<InsideMeter> inside,
      LongSupplier clock) {
    this.files = files;
    this.engine = engine;
    this.inside = inside;
    this.clock = clock;
  }

  /** All of them now. */
  CpuReading read() throws IOException {
    Map<CpuCount, Long> us = new EnumMap<>(CpuCount.class);
    inside.ifPresent(one -> one.usedUs().ifPresent(used -> us.put(CpuCount.INSIDE, used)));
    CpuTimes host =
        files
            .line(CpuTimes.FILE)
            .flatMap(CpuTimes::parse)
            .orElseThrow(() -> new LaunchException(CpuTimes.FILE + " cannot be read"));
    us.put(CpuCount.HOST, host.busyUs());
    us.put(CpuCount.SOFTIRQ, host.softirqUs());
    engine.ifPresent(one -> us.putAll(one.read()));
    return new CpuReading(clock.getAsLong(), us);
  }

  @Override
  public void close() {
    inside.ifPresent(InsideMeter::close);
  }
}
