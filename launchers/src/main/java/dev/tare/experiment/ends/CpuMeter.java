package dev.tare.experiment.ends;

import dev.tare.experiment.concurrent.CpuTimes;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Stack;
import dev.tare.proc.ProcFiles;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Reads all counters of CPU time that matter to one path. */
public final class CpuMeter implements AutoCloseable {
  private final ProcFiles files;
  private final Optional<EngineThreads> engine;
  private final Optional<InsideMeter> inside;
  private final LongSupplier clock;

  /**
   * @param engine absent where there is no guest
   * @param inside absent for the host itself
   * @param clock ns
   */
  public CpuMeter(
      ProcFiles files,
      Optional<EngineThreads> engine,
      Optional<InsideMeter> inside,
      LongSupplier clock) {
    this.files = files;
    this.engine = engine;
    this.inside = inside;
    this.clock = clock;
  }

  /**
   * Begins to count for an environment, by this machine's clock.
   *
   * @param guest whether a machine is in it, whose kernel counts for itself
   */
  public static CpuMeter of(Environment environment, boolean guest) throws IOException {
    ProcFiles files = ProcFiles.system();
    boolean bare = environment.stack().equals(Stack.BARE);
    Environment counted =
        environment.around().isEmpty() ? environment : environment.around().get(0);
    Optional<InsideMeter> inside =
        bare || environment.isDry()
            ? Optional.empty()
            : Optional.of(InsideMeter.start(counted, guest));
    Optional<EngineThreads> engine =
        guest
            ? environment.outsidePid().map(pid -> EngineThreads.of(files, pid))
            : Optional.empty();
    return new CpuMeter(files, engine, inside, System::nanoTime);
  }

  /** All of them now. */
  public CpuReading read() throws IOException {
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
