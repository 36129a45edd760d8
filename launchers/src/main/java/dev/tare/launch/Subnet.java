package dev.tare.launch;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Is a private IPv4 network of 256 addresses that a bridge of ours may take.
 *
 * @param number 0 to 767: from 0, 256 and 512 on one of each pool
 */
record Subnet(int number) {
  /** Says where they are taken from: corners that routers and engines leave alone. */
  static final String POOLS = "10.213.0.0/16, 172.29.0.0/16, 192.168.0.0/16";

  private static final List<String> BEGINNINGS = List.of("10.213.", "172.29.", "192.168.");
  private static final int EACH = 256;
  private static final int BITS = 24;

  /** The destination of a line of {@code ip route}, behind what kind of route it is. */
  private static final Pattern ROUTE =
      Pattern.compile("^(?:[a-z]+ )?(\\d+\\.\\d+\\.\\d+\\.\\d+)(?:/(\\d+))?(?: .*)?$");

  /** Returns the subnets that no route leads into, except the one for everything. */
  static List<Subnet> free(String routes) {
    List<long[]> taken = routes.lines().flatMap(line -> range(line.strip()).stream()).toList();
    return IntStream.range(0, EACH * BEGINNINGS.size())
        .mapToObj(Subnet::new)
        .filter(subnet -> taken.stream().noneMatch(subnet::overlaps))
        .toList();
  }

  private static Optional<long[]> range(String route) {
    Matcher fields = ROUTE.matcher(route);
    if (!fields.matches()) {
      return Optional.empty();
    }
    int bits = fields.group(2) == null ? 32 : Integer.parseInt(fields.group(2));
    long first = number(fields.group(1));
    return bits == 0
        ? Optional.empty()
        : Optional.of(new long[] {first, first + (1L << (32 - bits)) - 1});
  }

  private boolean overlaps(long[] range) {
    long first = number(address(0));
    return first <= range[1] && range[0] < first + (1L << (32 - BITS));
  }

  private static long number(String address) {
    long number = 0;
    for (String part : address.split("\\.")) {
      number = number * EACH + Long.parseLong(part);
    }
    return number;
  }

  String address(int last) {
    return BEGINNINGS.get(number / EACH) + number % EACH + "." + last;
  }
}
