package dev.tare.experiment.energy;

import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Programs;
import dev.tare.proc.LinePump;
import dev.tare.proc.ProcFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The power events of the kernel, counted by {@code perf stat}: where powercap is not built in. The
 * program that perf counts is {@code cat}: it begins to count before the first line comes back, and
 * ends with its input.
 */
final class PerfPower implements PowerSource {
  private static final String DEVICE = "sys/bus/event_source/devices/power";
  private static final String PERF = "perf";
  private static final int PATIENCE_S = 10;
  private static final double NS = 1e-9;

  /** Those that do not lie inside another, by the domain that each is. */
  private static final Map<String, String> EVENTS =
      new TreeMap<>(
          Map.of("energy-pkg", "packages", "energy-ram", "dram", "energy-psys", Joules.PLATFORM));

  private final Environment host;
  private final LongSupplier clock;
  private final List<String> events;

  PerfPower(Environment host, ProcFiles files, LongSupplier clock) {
    this.host = host;
    this.clock = clock;
    this.events = files.names(DEVICE + "/events").stream().filter(EVENTS::containsKey).toList();
  }

  /** Tells why nothing can be counted, one line; absent where it can. */
  Optional<String> obstacle() throws IOException {
    if (events.isEmpty()) {
      return Optional.of("no /" + DEVICE + "/events/energy-pkg: no power events of the kernel");
    }
    if (Programs.lacking(host, PERF).isPresent()) {
      return Optional.of(
          "no perf for the kernel's power events (Debian: apt-get install linux-perf)");
    }
    try (Window window = begin()) {
      window.end();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted", e);
    }
  }

  @Override
  public String words() {
    return "the kernel's power events by perf: " + String.join(", ", events);
  }

  private Command command() {
    List<String> words = new ArrayList<>(List.of("env", "LC_ALL=C", PERF, "stat", "-a", "-x", ";"));
    events.forEach(event -> words.addAll(List.of("-e", "power/" + event + "/")));
    words.addAll(List.of("--", "cat"));
    return Command.of(words);
  }

  @Override
  public Window begin() throws IOException {
    return new Counted(host.start(command()));
  }

  /**
   * Returns what perf has printed.
   *
   * @throws LaunchException in one line, with what perf says where it counted nothing
   */
  static Joules parse(double seconds, List<String> lines) throws LaunchException {
    SortedMap<String, Double> joules = new TreeMap<>();
    for (String line : lines) {
      String[] fields = line.split(";");
      String event = fields.length > 2 ? fields[2].replaceAll("^power/|/$", "") : "";
      if (EVENTS.containsKey(event) && fields[0].matches("[0-9.]+")) {
        joules.put(EVENTS.get(event), Double.parseDouble(fields[0]));
      } else if (!line.isBlank()) {
        throw new LaunchException("perf counts no energy: " + line.strip());
      }
    }
    if (joules.isEmpty()) {
      throw new LaunchException("perf counts no energy, and does not say why");
    }
    return new Joules(seconds, joules);
  }

  private final class Counted implements Window {
    private final Process process;
    private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
    private final Thread errors;
    private final long start;

    Counted(Process process) throws IOException {
      this.process = process;
      BlockingQueue<String> lines = new LinkedBlockingQueue<>();
      LinePump.start("perf output", process.getInputStream(), lines::add);
      this.errors = LinePump.start("perf errors", process.getErrorStream(), said::add);
      try {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        lines.poll(PATIENCE_S, TimeUnit.SECONDS);
      } catch (IOException e) {
        // It has ended already, and says why.
        process.destroy();
      } catch (InterruptedException e) {
        close();
        Thread.currentThread().interrupt();
        throw new LaunchException("interrupted", e);
      }
      this.start = clock.getAsLong();
    }

    @Override
    public Joules end() throws IOException, InterruptedException {
      double seconds = (clock.getAsLong() - start) * NS;
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        // It has ended already, and says why.
        process.destroy();
      }
      if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
        close();
        throw new LaunchException("perf does not end");
      }
      errors.join(TimeUnit.SECONDS.toMillis(1));
      return parse(seconds, List.copyOf(said));
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
