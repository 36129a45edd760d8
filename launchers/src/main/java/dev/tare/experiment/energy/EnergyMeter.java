package dev.tare.experiment.energy;

import dev.tare.experiment.ForkJson;
import dev.tare.experiment.ForkMeter;
import dev.tare.experiment.TrialEvent;
import dev.tare.launch.LaunchException;
import dev.tare.result.Direction;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Reads what the host uses: first while a fork waits, warm and idle, then while it measures. What
 * the environment itself takes is in both.
 */
final class EnergyMeter implements ForkMeter, Closeable {
  private static final long LOOK_MS = 50;

  /** Is well within what a counter takes to begin anew: two minutes where it counts to 65 kJ. */
  private static final long WATCH_MS = 10_000;

  private final PowerSource source;
  private final double idleSeconds;
  private final int iterations;
  private final BooleanSupplier closing;
  private final Timer timer = new Timer("power", true);
  private Optional<PowerSource.Window> window = Optional.empty();
  private Optional<TimerTask> watch = Optional.empty();
  private Optional<Joules> idle = Optional.empty();
  private Optional<Joules> loaded = Optional.empty();
  private Optional<IOException> trouble = Optional.empty();

  /**
   * @param idleSeconds how long the host is looked at before each fork
   * @param iterations of a fork
   * @param closing whether the run is being ended
   */
  EnergyMeter(PowerSource source, double idleSeconds, int iterations, BooleanSupplier closing) {
    this.source = source;
    this.idleSeconds = idleSeconds;
    this.iterations = iterations;
    this.closing = closing;
  }

  @Override
  public synchronized void ready(String run) throws InterruptedException {
    close();
    loaded = Optional.empty();
    trouble = Optional.empty();
    begin();
    long end = System.nanoTime() + Math.round(idleSeconds * 1e9);
    while (System.nanoTime() < end) {
      if (closing.getAsBoolean()) {
        throw new InterruptedException("the run is being ended");
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      Thread.sleep(Math.max(1, Math.min(LOOK_MS, left)));
    }
    idle = end();
    begin();
  }

  @Override
  public synchronized void iterated(TrialEvent.Iterated one) {
    if (one.number() == iterations) {
      try {
        loaded = end();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void begin() {
    try {
      window = Optional.of(source.begin());
      watch = window.map(EnergyMeter::watch);
      watch.ifPresent(task -> timer.schedule(task, 0, WATCH_MS));
    } catch (IOException e) {
      trouble = trouble.or(() -> Optional.of(e));
    }
  }

  private static TimerTask watch(PowerSource.Window window) {
    return new TimerTask() {
      @Override
      public void run() {
        window.look();
      }
    };
  }

  private Optional<Joules> end() throws InterruptedException {
    try {
      return window.isEmpty() ? Optional.empty() : Optional.of(window.get().end());
    } catch (IOException e) {
      trouble = trouble.or(() -> Optional.of(e));
      return Optional.empty();
    } finally {
      close();
    }
  }

  @Override
  public synchronized Map<Metric, Double> ended(String run, ForkJson fork) throws IOException {
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    if (idle.isEmpty() || loaded.isEmpty()) {
      throw new LaunchException("its energy was not read to the end");
    }
    double operations =
        loaded.get().seconds()
            * fork.operations().orElseThrow(() -> new LaunchException("it did no operation"));
    double watts = loaded.get().watts();
    Map<Metric, Double> figures = new LinkedHashMap<>();
    figures.put(Metrics.ENERGY_PER_OP, loaded.get().total() / operations);
    figures.put(Metrics.POWER, watts);
    figures.put(Metrics.IDLE_POWER, idle.get().watts());
    figures.put(Metrics.ABOVE_IDLE, 1 - idle.get().watts() / watts);
    loaded.get().byDomain().forEach((domain, joules) -> figures.put(energy(domain), joules));
    return figures;
  }

  private static Metric energy(String domain) {
    String meaning = "energy of that part of the host while the fork measured";
    return new Metric(EnergySection.DOMAIN + domain, "J", Direction.LOWER, false, false, meaning);
  }

  @Override
  public synchronized void close() {
    watch.ifPresent(TimerTask::cancel);
    window.ifPresent(PowerSource.Window::close);
    window = Optional.empty();
  }
}
