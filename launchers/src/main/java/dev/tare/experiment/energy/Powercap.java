package dev.tare.experiment.energy;

import dev.tare.launch.LaunchException;
import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * RAPL's counters as the kernel shows them in {@code /sys/class/powercap}
 * (Documentation/power/powercap/powercap.rst), of Intel and of AMD. Packages and the memory beside
 * them are counted; cores and what else lies inside a package are not counted again.
 */
final class Powercap implements PowerSource {
  static final String FOLDER = "sys/class/powercap";

  /** The zones of the processor's registers; those of MMIO are the same counters once more. */
  private static final Pattern ZONE = Pattern.compile("intel-rapl:\\d+(:\\d+)?");

  private static final String PACKAGE = "package-";
  private static final String DRAM = "dram";

  /** No domain uses more, W: whoever reads later than that takes to wrap cannot tell how often. */
  private static final double MOST_WATTS = 500;

  private static final double UJ = 1e-6;
  private static final double NS = 1e-9;

  private final ProcFiles files;
  private final List<Zone> zones;
  private final LongSupplier clock;

  /**
   * Is a counter.
   *
   * @param domain what it counts: {@code package-0}, {@code package-0.dram}, {@code psys}
   * @param folder that has it
   * @param range the largest value before it begins at 0 again, uJ; absent where the kernel does
   *     not tell
   */
  private record Zone(String domain, String folder, OptionalLong range) {}

  /**
   * @param clock ns
   */
  Powercap(ProcFiles files, LongSupplier clock) {
    this.files = files;
    this.clock = clock;
    this.zones = zones(files);
  }

  private static List<Zone> zones(ProcFiles files) {
    List<Zone> zones = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (String name : files.names(FOLDER)) {
      String folder = FOLDER + "/" + name;
      Optional<String> domain =
          ZONE.matcher(name).matches() ? domain(files, name) : Optional.empty();
      if (domain.isPresent() && known.add(domain.get())) {
        OptionalLong range = number(files, folder + "/max_energy_range_uj");
        zones.add(new Zone(domain.get(), folder, range));
      }
    }
    return zones;
  }

  /** Finds it by the zone's name: its number tells nothing. Absent where it lies inside another. */
  private static Optional<String> domain(ProcFiles files, String zone) {
    String name = files.line(FOLDER + "/" + zone + "/name").orElse("");
    if (name.startsWith(PACKAGE) || Joules.isPlatform(name)) {
      return Optional.of(name);
    }
    String above = zone.substring(0, zone.lastIndexOf(':'));
    return name.equals(DRAM)
        ? files.line(FOLDER + "/" + above + "/name").map(parent -> parent + "." + DRAM)
        : Optional.empty();
  }

  private static OptionalLong number(ProcFiles files, String file) {
    return files.line(file).map(ProcText::number).orElse(OptionalLong.empty());
  }

  /** Tells why nothing can be read, one line; absent where everything can. */
  Optional<String> obstacle() {
    if (!files.exists(FOLDER)) {
      return Optional.of("no /" + FOLDER + ": this kernel has no powercap");
    }
    if (zones.isEmpty()) {
      return Optional.of(
          "/" + FOLDER + " has no zone of a package: no RAPL, or its module is not loaded");
    }
    return zones.stream()
        .filter(one -> energy(one).isEmpty())
        .findFirst()
        .map(
            one ->
                "/"
                    + one.folder()
                    + "/energy_uj may not be read: root alone may, since Linux 5.10"
                    + " (CVE-2020-8694); run as root");
  }

  private OptionalLong energy(Zone zone) {
    return number(files, zone.folder() + "/energy_uj");
  }

  @Override
  public String words() {
    return "RAPL by powercap: "
        + zones.stream().map(Zone::domain).collect(Collectors.joining(", "));
  }

  @Override
  public Window begin() throws IOException {
    List<Count> counts = new ArrayList<>();
    for (Zone zone : zones) {
      counts.add(new Count(zone));
    }
    long start = clock.getAsLong();
    return new Window() {
      @Override
      public void look() {
        counts.forEach(Count::read);
      }

      @Override
      public Joules end() throws IOException {
        look();
        SortedMap<String, Double> joules = new TreeMap<>();
        for (Count one : counts) {
          joules.put(one.zone.domain(), one.joules());
        }
        Joules all = new Joules((clock.getAsLong() - start) * NS, joules);
        if (all.total() <= 0) {
          throw new LaunchException(
              "the counters of powercap stand still: a hypervisor's stand-in for them");
        }
        return all;
      }
    };
  }

  private final class Count {
    private final Zone zone;
    private long last;
    private long at = clock.getAsLong();
    private double sum;
    private Optional<String> trouble = Optional.empty();

    Count(Zone zone) throws IOException {
      this.zone = zone;
      this.last =
          energy(zone).orElseThrow(() -> new LaunchException(obstacle().orElse("it is gone")));
    }

    synchronized void read() {
      OptionalLong now = energy(zone);
      long time = clock.getAsLong();
      if (now.isEmpty()) {
        trouble("cannot be read any more");
        return;
      }
      long used = now.getAsLong() - last;
      double most = (time - at) * NS * MOST_WATTS / UJ;
      if (zone.range().isPresent() && most > zone.range().getAsLong()) {
        trouble("was not read for so long that it may have wrapped more than once");
      } else if (used < 0 && zone.range().isEmpty()) {
        trouble("went back, and its range is not told");
      }
      sum += used < 0 ? used + zone.range().orElse(0) + 1 : used;
      last = now.getAsLong();
      at = time;
    }

    private void trouble(String what) {
      trouble = trouble.or(() -> Optional.of("/" + zone.folder() + "/energy_uj " + what));
    }

    synchronized double joules() throws IOException {
      if (trouble.isPresent()) {
        throw new LaunchException(trouble.get());
      }
      return sum * UJ;
    }
  }
}
