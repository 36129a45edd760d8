package dev.tare.launch;

import dev.tare.proc.CpuList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Says what an environment may use. The same for every layer, each translates it for its engine.
 * What is absent is not limited.
 *
 * @param cpuset CPUs as a list such as {@code 0-1,3}
 * @param cpus quota, in CPUs per second of wall time, above 0
 * @param counts the others that there are by their names
 */
public record Limits(Optional<String> cpuset, OptionalDouble cpus, Map<String, Long> counts) {
  static final String IO_WEIGHT = "io-weight";
  static final String IO_READ = "io-read";
  static final String IO_WRITE = "io-write";

  private static final String BYTES = "\\d{1,18}[kmgKMG]?";

  /**
   * Says how limits are written, in brackets and after {@code --limit}. Weights are those of cgroup
   * version 1; the engine converts them for version 2, so only ratios of what is read back matter.
   */
  public static final List<LayerOption> OPTIONS =
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
          LayerOption.of("memory", "hard limit", "bytes such as 512m or 2g", BYTES),
          LayerOption.of(
              "memory-soft", "what it keeps under pressure", "bytes such as 512m", BYTES),
          LayerOption.of("pids", "processes and threads", "a count from 1", "\\d{1,7}"),
          LayerOption.of(
              IO_WEIGHT, "its weight among siblings at the disk", "10 to 1000", "\\d{2,4}"),
          LayerOption.of(IO_READ, "bytes that it reads a second", "bytes such as 10m", BYTES),
          LayerOption.of(IO_WRITE, "bytes that it writes a second", "bytes such as 10m", BYTES));

  private static final List<String> NAMES = OPTIONS.stream().map(LayerOption::name).toList();

  public static final Limits NONE = new Limits(Optional.empty(), OptionalDouble.empty(), Map.of());

  /** Is the least: in less two JVMs do not start: the one that runs JMH, and its fork. */
  private static final long LEAST_MIB = 96;

  private static final long LEAST_PIDS = 48;
  private static final long MIB = 1 << 20;
  private static final String LEAST = " at least, two JVMs are in it";

  /**
   * @throws IllegalArgumentException where a count has a name that is no limit's
   */
  public Limits {
    if (!counts.keySet().stream().allMatch(Limits::isLimit)) {
      throw new IllegalArgumentException(counts.keySet() + ": limits are " + NAMES);
    }
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
  }

  /** Returns the relative weight among siblings, 2 to 262144, 1024 being an even share. */
  public OptionalLong shares() {
    return number("shares");
  }

  /** Returns the hard limit, bytes; swap is not had beside it. */
  public OptionalLong memoryBytes() {
    return number("memory");
  }

  /** Returns what is left to it under pressure, bytes; memory.low in version 2. */
  public OptionalLong softMemoryBytes() {
    return number("memory-soft");
  }

  /** Returns how many processes and threads, from 1. */
  public OptionalLong pids() {
    return number("pids");
  }

  /** Returns one that is a whole number, by its name. */
  OptionalLong number(String name) {
    return counts.containsKey(name) ? OptionalLong.of(counts.get(name)) : OptionalLong.empty();
  }

  /** Returns those alone that are about the disk that {@code /data} is on. */
  Limits disk() {
    return without("cpuset", "shares", "cpus", "memory", "memory-soft", "pids");
  }

  /** Returns these limits but for some, by their names. */
  public Limits without(String... names) {
    List<String> left = Arrays.asList(names);
    Map<String, Long> rest = new LinkedHashMap<>(counts);
    rest.keySet().removeAll(left);
    return new Limits(
        left.contains("cpuset") ? Optional.empty() : cpuset,
        left.contains("cpus") ? OptionalDouble.empty() : cpus,
        rest);
  }

  /**
   * Says why these will not do, whatever makes the environment: one line that names the limit.
   *
   * @param machine the CPUs of the one that limits; none where they are not known here
   */
  public Optional<String> refusal(Set<Integer> machine) {
    List<String> refusals = new ArrayList<>();
    cpuset
        .filter(
            set ->
                CpuList.parse(set)
                    .filter(all -> machine.isEmpty() || machine.containsAll(all))
                    .isEmpty())
        .ifPresent(set -> refusals.add("cpuset=" + set + there(machine)));
    if (!machine.isEmpty() && cpus.orElse(0) > machine.size()) {
      refusals.add("cpus=" + decimal(cpus.getAsDouble()) + there(machine));
    }
    if (memoryBytes().orElse(Long.MAX_VALUE) < LEAST_MIB * MIB) {
      refusals.add("memory=" + written(memoryBytes().getAsLong()) + ": " + LEAST_MIB + "m" + LEAST);
    }
    if (pids().orElse(Long.MAX_VALUE) < LEAST_PIDS) {
      refusals.add("pids=" + pids().getAsLong() + ": " + LEAST_PIDS + LEAST);
    }
    return refusals.stream().findFirst();
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

  /** Tells whether a name in brackets is a limit. */
  public static boolean isLimit(String name) {
    return NAMES.contains(name);
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
            .orElseThrow(() -> unknown(name, value));
    option
        .refusal(value)
        .ifPresent(
            refusal -> {
              throw new IllegalArgumentException(refusal);
            });
    return switch (name) {
      case "cpuset" -> new Limits(Optional.of(value), cpus, counts);
      case "cpus" ->
          new Limits(cpuset, OptionalDouble.of(checked(name, Double.valueOf(value))), counts);
      default -> set(name, OptionalLong.of(checked(name, bytes(name, value))));
    };
  }

  private static <T extends Number> T checked(String name, T number) {
    long value = number.longValue();
    if (name.equals("shares") && (value < 2 || value > 262_144)) {
      throw new IllegalArgumentException("shares=" + value + ": shares is 2 to 262144");
    }
    if (name.equals(IO_WEIGHT) && (value < 10 || value > 1000)) {
      throw new IllegalArgumentException(IO_WEIGHT + "=" + value + ": 10 to 1000");
    }
    if (number.doubleValue() <= 0) {
      String which = name.startsWith("io-") ? IO_READ + ", " + IO_WRITE : name;
      throw new IllegalArgumentException(which + ": a limit is above 0");
    }
    return number;
  }

  /** Returns these limits with a number as it was found, or without it where it was not. */
  Limits set(String name, OptionalLong value) {
    Map<String, Long> all = new LinkedHashMap<>(counts);
    all.remove(name);
    value.ifPresent(found -> all.put(name, found));
    return new Limits(cpuset, cpus, all);
  }

  /** Returns these limits with a quota, to a thousandth of a CPU. */
  public Limits withCpus(double quota) {
    double kept = checked("cpus", Math.round(quota * 1000) / 1000d);
    return new Limits(cpuset, OptionalDouble.of(kept), counts);
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
      all = all.with(word.substring(0, equals), word.substring(equals + 1));
    }
    return all;
  }

  /** These limits, and of what they leave open the others'. */
  public Limits or(Limits others) {
    Map<String, Long> all = new LinkedHashMap<>(others.counts);
    all.putAll(counts);
    return new Limits(cpuset.or(others::cpuset), cpus.isPresent() ? cpus : others.cpus, all);
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

  /** Returns each limit that there is as it is written, in the order of {@link #OPTIONS}. */
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (LayerOption option : OPTIONS) {
      written(option.name()).ifPresent(value -> values.put(option.name(), value));
    }
    return values;
  }

  private Optional<String> written(String name) {
    return switch (name) {
      case "cpuset" -> cpuset;
      case "cpus" -> cpus.stream().mapToObj(Limits::decimal).findFirst();
      default -> number(name).stream().mapToObj(String::valueOf).findFirst();
    };
  }

  /** CPUs as engines take them: {@code 0.5}, never {@code 5.0E-1}. */
  static String decimal(double cpus) {
    return String.format(Locale.ROOT, "%.3f", cpus).replaceAll("\\.?0+$", "");
  }

  private static IllegalArgumentException unknown(String name, String value) {
    return new IllegalArgumentException(
        name + "=" + value + ": not a limit" + StackSyntax.near(name, NAMES));
  }

  private static long bytes(String name, String value) {
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
      return Math.multiplyExact(Long.parseLong(digits), 1L << shift);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(name + "=" + value + ": more than there can be", e);
    }
  }
}
