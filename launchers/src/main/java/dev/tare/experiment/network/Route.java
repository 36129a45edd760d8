package dev.tare.experiment.network;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes where the kernel sends what goes to an address: one line of {@code ip -4 -o route get}.
 *
 * @param device it goes out through
 * @param source the address that the answers come back to; absent where the kernel names none
 */
record Route(String device, Optional<String> source) {
  static final String LOOPBACK = "lo";

  private static final Pattern DEVICE = Pattern.compile("\\bdev (\\S+)");
  private static final Pattern SOURCE = Pattern.compile("\\bsrc (\\S+)");

  /** Absent where the host is unreachable. */
  static Optional<Route> parse(String text) {
    String line = text.lines().findFirst().orElse("");
    Matcher device = DEVICE.matcher(line);
    Matcher source = SOURCE.matcher(line);
    return device.find()
        ? Optional.of(
            new Route(
                device.group(1), source.find() ? Optional.of(source.group(1)) : Optional.empty()))
        : Optional.empty();
  }

  boolean isLoopback() {
    return device.equals(LOOPBACK);
  }
}
