package dev.tare.experiment.boot;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.tare.experiment.Session;
import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Makes the starts of one condition in one block. */
final class Bursts {
  static final Path DROP = Path.of("/proc/sys/vm/drop_caches");

  /** Until all threads wait for the first start; the host's CPUs are read just before that. */
  private static final long LEAD_NS = 20_000_000;

  /** A start that was given up ends by then: no command of an engine is waited for longer. */
  private static final long GIVEN_UP_SECONDS = 2 * Environment.PATIENCE.toSeconds();

  private final Session session;
  private final Starting starting;
  private final Optional<String> saved;
  private final Limits limits;
  private final int limitSeconds;
  private final Look look;
  private final List<Start> starts = Collections.synchronizedList(new ArrayList<>());
  private final List<String> failures = new ArrayList<>();
  private final AtomicInteger going = new AtomicInteger();
  private final AtomicInteger mostGoing = new AtomicInteger();
  private final HostCpu cpu = new HostCpu();
  private final AtomicInteger moments = new AtomicInteger();
  private int made;
  private boolean lost;

  @FunctionalInterface
  interface Look {
    void at(Environment environment) throws IOException;
  }

  /**
   * Describes what is done with one of them, from a thread of its own, when its moment has come.
   */
  private interface Part {
    void of(Launch launch, long atNs) throws IOException, InterruptedException;
  }

  /**
   * @param saved the folder from which they begin; absent: anew
   * @param limitSeconds after which a start that has not come up is given up, and an end likewise
   * @param look at those that are up, before they are ended
   */
  Bursts(
      Session session,
      Starting starting,
      Optional<String> saved,
      Limits limits,
      int limitSeconds,
      Look look) {
    this.session = session;
    this.starting = starting;
    this.saved = saved;
    this.limits = limits;
    this.limitSeconds = limitSeconds;
    this.look = look;
  }

  /**
   * Returns what came of them.
   *
   * @param before failures that there were
   */
  Boot.Result result(List<String> before, boolean emulated) {
    List<String> all = new ArrayList<>(before);
    all.addAll(failures());
    return new Boot.Result(starts, cpu.busyNs(made), cpu.share(), mostGoing.get(), emulated, all);
  }

  /** Tells why some did not come up or were not ended, a line each. */
  List<String> failures() {
    Map<String, Long> times =
        failures.stream().collect(groupingBy(why -> why, LinkedHashMap::new, counting()));
    return times.entrySet().stream()
        .map(one -> one.getKey() + (one.getValue() == 1 ? "" : " (" + one.getValue() + " starts)"))
        .toList();
  }

  /** Starts at least so many, in whole bursts, or each when its time has come. */
  void run(int least, long seed) throws IOException, InterruptedException {
    if (starting.rate().isPresent()) {
      burst(arrivals(least, starting.rate().getAsDouble(), seed));
    } else {
      for (int done = 0; done < least; done += starting.count()) {
        burst(new long[starting.count()]);
      }
    }
  }

  /**
   * Draws when each of them arrives, ns: the gaps are exponential, as those of a Poisson process.
   */
  static long[] arrivals(int count, double rate, long seed) {
    Random random = new Random(seed);
    long[] at = new long[count];
    for (int i = 1; i < count; i++) {
      double gapSeconds = -Math.log(1 - random.nextDouble()) / rate;
      at[i] = at[i - 1] + Math.round(gapSeconds * 1e9);
    }
    return at;
  }

  private void burst(long[] delaysNs) throws IOException, InterruptedException {
    List<Launch> launches = new ArrayList<>();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            delaysNs.length,
            task -> {
              Thread thread = new Thread(task, "boot");
              thread.setDaemon(true);
              return thread;
            });
    try {
      for (int i = 0; i < delaysNs.length; i++) {
        launches.add(new Launch(session, starting, limits, "first-" + made++, saved));
      }
      if (starting.cache() == Cache.COLD) {
        session.host().ran(Command.of("sync"));
        Files.writeString(DROP, "3");
      }
      startAndEnd(threads, launches, delaysNs);
    } finally {
      // Clean-up is not interrupted, and what could not be ended does not come up later.
      if (lost) {
        threads.shutdownNow();
      }
      threads.shutdown();
      for (Launch launch : launches) {
        close(launch);
      }
    }
  }

  /** Those of a burst are ended at one moment too; the others as soon as they are up. */
  private void startAndEnd(ExecutorService threads, List<Launch> launches, long[] delaysNs)
      throws IOException, InterruptedException {
    boolean apart = starting.rate().isPresent();
    AtomicInteger coming = new AtomicInteger(launches.size());
    List<Launch> up =
        all(
            threads,
            launches,
            delaysNs,
            (launch, atNs) -> {
              try {
                start(launch, atNs);
              } finally {
                if (coming.decrementAndGet() == 0) {
                  cpu.end();
                }
              }
              if (apart) {
                launch.look();
                starts.add(launch.stop().inBurst(moments.getAndIncrement()));
              }
            });
    if (!apart) {
      List<Launch> seen = new ArrayList<>();
      for (Launch launch : up) {
        if (isSeen(launch)) {
          seen.add(launch);
        }
      }
      int moment = moments.getAndIncrement();
      all(
          threads,
          seen,
          new long[seen.size()],
          (launch, atNs) -> starts.add(launch.stop().inBurst(moment)));
    }
  }

  private boolean isSeen(Launch launch) throws IOException {
    try {
      launch.look();
      look.at(launch.environment());
      return true;
    } catch (LaunchException e) {
      failed("", e);
      return false;
    }
  }

  private void start(Launch launch, long atNs) throws IOException, InterruptedException {
    mostGoing.accumulateAndGet(going.incrementAndGet(), Math::max);
    try {
      launch.start(atNs);
    } finally {
      going.decrementAndGet();
    }
  }

  private List<Launch> all(
      ExecutorService threads, List<Launch> launches, long[] delaysNs, Part part)
      throws IOException, InterruptedException {
    long base = System.nanoTime() + LEAD_NS;
    List<Future<?>> futures = new ArrayList<>();
    for (int i = 0; i < launches.size(); i++) {
      Launch launch = launches.get(i);
      long atNs = base + delaysNs[i];
      futures.add(
          threads.submit(
              () -> {
                await(atNs);
                part.of(launch, atNs);
                return null;
              }));
    }
    await(base - LEAD_NS / 20);
    cpu.begin();
    List<Launch> done = new ArrayList<>();
    for (int i = 0; i < launches.size(); i++) {
      if (succeeded(futures.get(i), launches.get(i), base + delaysNs[i])) {
        done.add(launches.get(i));
      }
    }
    return done;
  }

  private static void await(long atNs) {
    for (long left = atNs - System.nanoTime(); left > 0; left = atNs - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private boolean succeeded(Future<?> future, Launch launch, long atNs)
      throws IOException, InterruptedException {
    String late = "";
    try {
      long leftNs = atNs + TimeUnit.SECONDS.toNanos(limitSeconds) - System.nanoTime();
      try {
        future.get(leftNs, TimeUnit.NANOSECONDS);
        return true;
      } catch (TimeoutException e) {
        late = "given up after " + limitSeconds + " s: ";
        launch.abort();
        future.get(GIVEN_UP_SECONDS, TimeUnit.SECONDS);
        failures.add(late + "it came too late");
      }
    } catch (TimeoutException e) {
      lost = true;
      failures.add(late + "it cannot be ended");
    } catch (ExecutionException e) {
      failed(late, e.getCause());
    }
    return false;
  }

  /** A failure because the run is interrupted is no failure of an engine. */
  private void failed(String late, Throwable cause) throws IOException {
    if (!(cause instanceof IOException)) {
      throw new IllegalStateException(cause);
    }
    session.checkNotInterrupted("environments were starting");
    failures.add(late + cause.getMessage());
  }

  private void close(Launch launch) throws IOException {
    try {
      launch.close();
    } catch (LaunchException e) {
      failed("", e);
    }
  }
}
