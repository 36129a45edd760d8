package dev.tare.experiment.ends;

import dev.tare.experiment.concurrent.CpuTimes;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Serves;
import dev.tare.launch.Stack;
import dev.tare.proc.ProcFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads all counters of CPU time that matter to one path: those of the server's machine.
 *
 * @param engine absent where there is no guest
 * @param inside absent for the host itself
 * @param machine the other one that the environment is on; absent on this one
 */
public record CpuMeter(
    ProcFiles files,
    Optional<EngineThreads> engine,
    Optional<InsideMeter> inside,
    Optional<InsideMeter> machine)
    implements AutoCloseable {
  /**
   * Begins to count for an environment, by this machine's clock.
   *
   * @param stack that it was made of
   */
  public static CpuMeter of(Environment environment, Stack stack) throws IOException {
    ProcFiles files = ProcFiles.system();
    List<Environment> layers = new ArrayList<>(environment.around());
    layers.add(environment);
    if (environment.isDry() || stack.text().equals(Stack.BARE)) {
      return new CpuMeter(files, Optional.empty(), Optional.empty(), Optional.empty());
    }
    if (!stack.isElsewhere()) {
      Optional<InsideMeter> inside =
          environment.as(Serves.class).isPresent()
              ? Optional.empty()
              : Optional.of(InsideMeter.start(layers.get(0), stack.hasGuest()));
      Optional<EngineThreads> engine =
          stack.hasGuest()
              ? environment.outsidePid().map(pid -> EngineThreads.of(files, pid))
              : Optional.empty();
      return new CpuMeter(files, engine, inside, Optional.empty());
    }
    InsideMeter machine = InsideMeter.start(layers.get(0), true);
    try {
      Optional<InsideMeter> inside =
          layers.size() == 1
              ? Optional.empty()
              : Optional.of(InsideMeter.start(layers.get(1), stack.hasGuest()));
      return new CpuMeter(files, Optional.empty(), inside, Optional.of(machine));
    } catch (IOException | RuntimeException e) {
      machine.close();
      throw e;
    }
  }

  /** Returns all of them now. */
  public CpuReading read() throws IOException {
    Map<CpuCount, Long> us = new EnumMap<>(CpuCount.class);
    inside.ifPresent(one -> one.usedUs().ifPresent(used -> us.put(CpuCount.INSIDE, used)));
    if (machine.isPresent()) {
      machine.get().usedUs().ifPresent(used -> us.put(CpuCount.HOST, used));
      return new CpuReading(System.nanoTime(), us);
    }
    CpuTimes host =
        files
            .line(CpuTimes.FILE)
            .flatMap(CpuTimes::parse)
            .orElseThrow(() -> new LaunchException(CpuTimes.FILE + " cannot be read"));
    us.put(CpuCount.HOST, host.busyUs());
    us.put(CpuCount.SOFTIRQ, host.softirqUs());
    engine.ifPresent(one -> us.putAll(one.read()));
    return new CpuReading(System.nanoTime(), us);
  }

  @Override
  public void close() {
    inside.ifPresent(InsideMeter::close);
    machine.ifPresent(InsideMeter::close);
  }
}
