package dev.tare.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Says what an environment may do with the disk that {@code /data} is on. What is absent is not
 * limited.
 *
 * @param weight relative weight among siblings, 10 to 1000, 500 being Docker's usual one (cgroup
 *     version 1, blkio.weight); engines convert it for version 2
 * @param readBytes read a second at most, bytes
 * @param writeBytes written a second at most, bytes
 */
public record IoLimits(OptionalLong weight, OptionalLong readBytes, OptionalLong writeBytes) {
  public static final IoLimits NONE =
      new IoLimits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

  static final String WEIGHT = "io-weight";
  static final String READ = "io-read";
  static final String WRITE = "io-write";

  private static final long LEAST_WEIGHT = 10;
  private static final long MOST_WEIGHT = 1000;

  static final List<LayerOption> OPTIONS =
      List.of(
          LayerOption.of(WEIGHT, "its weight among siblings at the disk", "10 to 1000", "\\d{2,4}"),
          LayerOption.of(
              READ, "bytes that it reads a second", "bytes such as 10m", "\\d{1,18}[kmgKMG]?"),
          LayerOption.of(
              WRITE, "bytes that it writes a second", "bytes such as 10m", "\\d{1,18}[kmgKMG]?"));

  public IoLimits {
    long given = weight.orElse(LEAST_WEIGHT);
    if (given < LEAST_WEIGHT || given > MOST_WEIGHT) {
      throw new IllegalArgumentException(WEIGHT + "=" + given + ": 10 to 1000");
    }
    if (readBytes.orElse(1) <= 0 || writeBytes.orElse(1) <= 0) {
      throw new IllegalArgumentException(READ + ", " + WRITE + ": a limit is above 0");
    }
  }

  /** Returns these with one more, or another; the value has been checked. */
  IoLimits with(String name, OptionalLong value) {
    return switch (name) {
      case WEIGHT -> new IoLimits(value, readBytes, writeBytes);
      case READ -> new IoLimits(weight, value, writeBytes);
      default -> new IoLimits(weight, readBytes, value);
    };
  }

  /** Returns these, and of what they leave open the others'. */
  IoLimits or(IoLimits others) {
    return new IoLimits(
        weight.isPresent() ? weight : others.weight,
        readBytes.isPresent() ? readBytes : others.readBytes,
        writeBytes.isPresent() ? writeBytes : others.writeBytes);
  }

  /** Returns the weight alone, which a hypervisor leaves to the host's kernel. */
  IoLimits weightAlone() {
    return new IoLimits(weight, OptionalLong.empty(), OptionalLong.empty());
  }

  /** Tells whether something is limited to bytes a second. */
  boolean throttles() {
    return readBytes.isPresent() || writeBytes.isPresent();
  }

  /** Returns each limit that there is, by its name. */
  Map<String, Long> values() {
    Map<String, Long> values = new LinkedHashMap<>();
    weight.ifPresent(value -> values.put(WEIGHT, value));
    readBytes.ifPresent(value -> values.put(READ, value));
    writeBytes.ifPresent(value -> values.put(WRITE, value));
    return values;
  }
}
