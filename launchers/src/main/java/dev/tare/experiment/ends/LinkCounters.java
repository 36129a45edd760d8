package dev.tare.experiment.ends;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Describes what a device has carried since it was made, by /proc/net/dev.
 *
 * @param receivedBytes from 0
 * @param receivedPackets from 0
 * @param sentBytes from 0
 * @param sentPackets from 0
 */
public record LinkCounters(
    long receivedBytes, long receivedPackets, long sentBytes, long sentPackets) {
  static final String FILE = "/proc/net/dev";

  private static final int FIELDS = 10;
  private static final int SENT = 8;

  /** All devices by name; lines that are none are passed over. */
  static Map<String, LinkCounters> parse(String text) {
    Map<String, LinkCounters> all = new TreeMap<>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(':');
      String[] fields = colon < 0 ? new String[0] : line.substring(colon + 1).strip().split("\\s+");
      if (fields.length >= FIELDS && fields[0].matches("\\d+")) {
        all.put(
            line.substring(0, colon).strip(),
            new LinkCounters(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[SENT]),
                Long.parseLong(fields[SENT + 1])));
      }
    }
    return all;
  }

  /** All but loopback together; absent where there is only that. */
  static Optional<LinkCounters> beyondLoopback(Map<String, LinkCounters> all) {
    return all.entrySet().stream()
        .filter(one -> !one.getKey().equals(Route.LOOPBACK))
        .map(Map.Entry::getValue)
        .reduce(LinkCounters::plus);
  }

  private LinkCounters plus(LinkCounters more) {
    return new LinkCounters(
        receivedBytes + more.receivedBytes,
        receivedPackets + more.receivedPackets,
        sentBytes + more.sentBytes,
        sentPackets + more.sentPackets);
  }

  LinkCounters fromItsOtherEnd() {
    return new LinkCounters(sentBytes, sentPackets, receivedBytes, receivedPackets);
  }

  LinkCounters since(LinkCounters before) {
    return new LinkCounters(
        receivedBytes - before.receivedBytes,
        receivedPackets - before.receivedPackets,
        sentBytes - before.sentBytes,
        sentPackets - before.sentPackets);
  }

  /**
   * Tells whether a probe is in it.
   *
   * @param sent whether that was sent, or received
   * @param bytes whether its payload counts too, beside its packets
   */
  boolean hasProbe(boolean sent, boolean bytes) {
    return (sent ? sentPackets : receivedPackets) >= PathProbe.TIMES
        && (!bytes || (sent ? sentBytes : receivedBytes) >= PathProbe.BYTES);
  }

  String words() {
    return sentBytes + " bytes out, " + receivedBytes + " in";
  }
}
