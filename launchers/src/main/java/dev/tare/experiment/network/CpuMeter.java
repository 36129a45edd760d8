package dev.tare.experiment.network;

import dev.tare.launch.LaunchException;
import dev.tare.proc.ProcFiles;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Reads all counters of CPU time that matter to one path. */
final class CpuMeter implements AutoCloseable {
  private final ProcFiles files;
  private final EngineThreads engine;
  private final Optional<InsideMeter> inside;
  private final LongSupplier clock;

  /**
   * @param inside absent for the host itself
   * @param clock ns
   */
  CpuMeter(
      ProcFiles files, EngineThreads engine, Optional<InsideMeter> inside, LongSupplier clock) {
    this.files = files;
    this.engine = engine;
    this.inside = inside;
    this.clock = clock;
  }

  /** All of them now. */
  CpuReading read() throws IOException {
    OptionalLong used = inside.isPresent() ? inside.get().usedUs() : OptionalLong.empty();
    CpuTimes host =
        files
            .line(CpuTimes.FILE)
            .flatMap(CpuTimes::parse)
            .orElseThrow(() -> new LaunchException(CpuTimes.FILE + " cannot be read"));
    return new CpuReading(clock.getAsLong(), host, engine.read(), used);
  }

  @Override
  public void close() {
    inside.ifPresent(InsideMeter::close);
  }
}
