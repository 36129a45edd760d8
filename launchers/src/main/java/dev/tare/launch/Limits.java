package dev.tare.launch;

import dev.tare.proc.CpuList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says what an environment may use. The same for every layer, each translates it for its engine.
 * What is absent is not limited.
 *
 * @param cpuset CPUs as a list such as {@code 0-1,3}
 * @param shares relative weight among siblings, 2 to 262144, 1024 being an even share (cgroup
 *     version 1, cpu.shares); the engine converts it for version 2, so only ratios of what is read
 *     back matter
 * @param cpus quota, in CPUs per second of wall time, above 0
 * @param memoryBytes hard limit, bytes; swap is not had beside it
 * @param softMemoryBytes what is left to it under pressure, bytes (memory.soft_limit_in_bytes;
 *     memory.low in version 2)
 * @param pids processes and threads, from 1
 * @param io what it may do with the disk of its data
 */
public record Limits(
    Optional<String> cpuset,
    OptionalLong shares,
    OptionalDouble cpus,
    OptionalLong memoryBytes,
    OptionalLong softMemoryBytes,
    OptionalLong pids,
    IoLimits io) {
  public static final Limits NONE =
      new Limits(
          Optional.empty(),
          OptionalLong.empty(),
          OptionalDouble.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          IoLimits.NONE);

  /** Is the least: in less two JVMs do not start: the one that runs JMH, and its fork. */
  private static final long LEAST_MIB = 96;

  private static final long MIB = 1 << 20;

  private static final long LEAST_PIDS = 48;

  /** Says how limits are written, in brackets and after {@code --limit}. */
  public static final List<LayerOption> OPTIONS = options();

  private static List<LayerOption> options() {
    List<LayerOption> all =
        new ArrayList<>(
            List.of(
                LayerOption.of(
                    "cpuset",
                    "the CPUs it may run on",
                    "CPUs such as 0-1,3",
                    "\\d{1,5}(-\\d{1,5})?(,\\d{1,5}(-\\d{1,5})?)*"),
                LayerOption.of(
                    "shares",
                    "its weight among siblings; 1024 is an even share",
                    "2 to 262144",
                    "\\d{1,6}"),
                LayerOption.of(
                    "cpus", "quota of CPU time, in CPUs", "such as 0.5", "\\d{1,4}(\\.\\d{1,3})?"),
                LayerOption.of(
                    "memory", "hard limit", "bytes such as 512m or 2g", "\\d{1,18}[kmgKMG]?"),
                LayerOption.of(
                    "memory-soft",
                    "what it keeps under pressure",
                    "bytes such as 512m",
                    "\\d{1,18}[kmgKMG]?"),
                LayerOption.of("pids", "processes and threads", "a count from 1", "\\d{1,7}")));
    all.addAll(IoLimits.OPTIONS);
    return List.copyOf(all);
  }

  public Limits {
    if (shares.isPresent() && (shares.getAsLong() < 2 || shares.getAsLong() > 262_144)) {
      throw new IllegalArgumentException(
          "shares=" + shares.getAsLong() + ": shares is 2 to 262144");
    }
    above("cpus", cpus.orElse(1));
    above("memory", memoryBytes.orElse(1));
    above("memory-soft", softMemoryBytes.orElse(1));
    above("pids", pids.orElse(1));
  }

  private static void above(String name, double value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + ": a limit is above 0");
    }
  }

  /**
   * Says why these will not do, whatever makes the environment: one line that names the limit.
   *
   * @param machine the CPUs of the one that limits; none where they are not known here
   */
  public Optional<String> refusal(Set<Integer> machine) {
    List<String> refusals = new ArrayList<>();
    cpuset
        .filter(set -> !has(machine, set))
        .ifPresent(set -> refusals.add("cpuset=" + set + there(machine)));
    if (!machine.isEmpty() && cpus.orElse(0) > machine.size()) {
      refusals.add("cpus=" + decimal(cpus.getAsDouble()) + there(machine));
    }
    if (memoryBytes.orElse(Long.MAX_VALUE) < LEAST_MIB * MIB) {
      refusals.add(least("memory=" + written(memoryBytes.getAsLong()), LEAST_MIB + "m"));
    }
    if (pids.orElse(Long.MAX_VALUE) < LEAST_PIDS) {
      refusals.add(least("pids=" + pids.getAsLong(), String.valueOf(LEAST_PIDS)));
    }
    return refusals.stream().findFirst();
  }

  private static boolean has(Set<Integer> machine, String cpuset) {
    return CpuList.parse(cpuset)
        .filter(set -> machine.isEmpty() || machine.containsAll(set))
        .isPresent();
  }

  private static String there(Set<Integer> machine) {
    return machine.isEmpty()
        ? ": no such list of CPUs"
        : machine.stream()
            .map(String::valueOf)
            .collect(Collectors.joining(",", ": there are CPUs ", ""));
  }

  private static String written(long bytes) {
    return bytes % MIB == 0 ? bytes / MIB + "m" : String.valueOf(bytes);
  }

  private static String least(String limit, String least) {
    return limit + ": " + least + " at least, two JVMs are in it";
  }

  /** Tells whether a name in brackets is a limit. */
  public static boolean isLimit(String name) {
    return OPTIONS.stream().anyMatch(option -> option.name().equals(name));
  }

  /**
   * Returns these limits with one more, or another.
   *
   * @param name one of {@link #OPTIONS}
   * @throws IllegalArgumentException naming the limit at fault
   */
  public Limits with(String name, String value) {
    LayerOption option =
        OPTIONS.stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(name + ": not a limit; " + names()));
    option
        .refusal(value)
        .ifPresent(
            refusal -> {
              throw new IllegalArgumentException(refusal);
            });
    return switch (name) {
      case "cpuset" ->
          new Limits(Optional.of(value), shares, cpus, memoryBytes, softMemoryBytes, pids, io);
      case "shares" ->
          new Limits(cpuset, number(value), cpus, memoryBytes, softMemoryBytes, pids, io);
      case "cpus" ->
          new Limits(
              cpuset,
              shares,
              OptionalDouble.of(Double.parseDouble(value)),
              memoryBytes,
              softMemoryBytes,
              pids,
              io);
      case "memory" -> new Limits(cpuset, shares, cpus, bytes(value), softMemoryBytes, pids, io);
      case "memory-soft" -> new Limits(cpuset, shares, cpus, memoryBytes, bytes(value), pids, io);
      case "pids" ->
          new Limits(cpuset, shares, cpus, memoryBytes, softMemoryBytes, number(value), io);
      default -> with(io.with(name, bytes(value)));
    };
  }

  /** Returns these limits with a quota of so many CPUs, to a thousandth of one. */
  public Limits withCpus(double quota) {
    return with("cpus", decimal(quota));
  }

  /** Returns the same with other limits at the disk. */
  Limits with(IoLimits other) {
    return new Limits(cpuset, shares, cpus, memoryBytes, softMemoryBytes, pids, other);
  }

  /**
   * The limits of these words, each as {@link #words} gives it; of two for one limit the last.
   *
   * @throws IllegalArgumentException in one line that names the limit at fault
   */
  public static Limits parse(List<String> words) {
    Limits all = NONE;
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(word + ": must be NAME=VALUE");
      }
      String name = word.substring(0, equals);
      if (!isLimit(name)) {
        throw new IllegalArgumentException(word + ": not a limit; " + names());
      }
      all = all.with(name, word.substring(equals + 1));
    }
    return all;
  }

  /** These limits, and of what they leave open the others'. */
  public Limits or(Limits others) {
    return new Limits(
        cpuset.or(others::cpuset),
        shares.isPresent() ? shares : others.shares,
        cpus.isPresent() ? cpus : others.cpus,
        memoryBytes.isPresent() ? memoryBytes : others.memoryBytes,
        softMemoryBytes.isPresent() ? softMemoryBytes : others.softMemoryBytes,
        pids.isPresent() ? pids : others.pids,
        io.or(others.io));
  }

  /** Returns the limits in the words of {@link #OPTIONS}: {@code cpuset=0,memory=1073741824}. */
  public String text() {
    return String.join(",", words());
  }

  /** Each limit as {@link #with} takes it: {@code cpuset=0,2}, {@code memory=1073741824}. */
  public List<String> words() {
    return values().entrySet().stream()
        .map(limit -> limit.getKey() + "=" + limit.getValue())
        .toList();
  }

  /** Returns each limit that there is, by its name, in the order of {@link #OPTIONS}. */
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    cpuset.ifPresent(set -> values.put("cpuset", set));
    shares.ifPresent(weight -> values.put("shares", String.valueOf(weight)));
    cpus.ifPresent(quota -> values.put("cpus", decimal(quota)));
    memoryBytes.ifPresent(bytes -> values.put("memory", String.valueOf(bytes)));
    softMemoryBytes.ifPresent(bytes -> values.put("memory-soft", String.valueOf(bytes)));
    pids.ifPresent(count -> values.put("pids", String.valueOf(count)));
    io.values().forEach((name, value) -> values.put(name, String.valueOf(value)));
    return values;
  }

  /** CPUs as engines take them: {@code 0.5}, never {@code 5.0E-1}. */
  static String decimal(double cpus) {
    return String.format(Locale.ROOT, "%.3f", cpus).replaceAll("\\.?0+$", "");
  }

  private static String names() {
    return "limits are " + String.join(", ", OPTIONS.stream().map(LayerOption::name).toList());
  }

  private static OptionalLong number(String value) {
    return OptionalLong.of(Long.parseLong(value));
  }

  private static OptionalLong bytes(String value) {
    int last = value.length() - 1;
    int shift =
        switch (Character.toLowerCase(value.charAt(last))) {
          case 'k' -> 10;
          case 'm' -> 20;
          case 'g' -> 30;
          default -> 0;
        };
    String digits = shift == 0 ? value : value.substring(0, last);
    try {
      return OptionalLong.of(Math.multiplyExact(Long.parseLong(digits), 1L << shift));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(value + ": more bytes than there can be", e);
    }
  }
}
