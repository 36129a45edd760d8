package dev.tare.experiment.ends;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Is a rule that rewrites addresses, of what {@code iptables -t nat -L -v -x -n} prints. The table
 * sees the first packet of each flow, so its counter counts connections.
 *
 * @param target {@code DNAT} or {@code MASQUERADE}
 * @param protocol {@code tcp}, {@code udp}, or {@code all}
 * @param destination addresses it is about
 * @param port that it is about; 0 for all
 * @param flows that it has rewritten since it was made
 */
public record NatRule(String target, String protocol, String destination, int port, long flows) {
  static final String DNAT = "DNAT";
  static final String MASQUERADE = "MASQUERADE";

  private static final int COLUMNS = 9;
  private static final Pattern PORT = Pattern.compile("\\bdpt:(\\d+)");
  private static final String ANYWHERE = "0.0.0.0/0";

  /** The rules that rewrite; all others are passed over. */
  static List<NatRule> parse(String text) {
    List<NatRule> rules = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] fields = line.strip().split("\\s+", COLUMNS + 1);
      boolean rewrites =
          fields.length >= COLUMNS && (fields[2].equals(DNAT) || fields[2].equals(MASQUERADE));
      if (rewrites && fields[0].matches("\\d+")) {
        Matcher port = PORT.matcher(fields.length > COLUMNS ? fields[COLUMNS] : "");
        rules.add(
            new NatRule(
                fields[2],
                protocol(fields[3]),
                fields[8],
                port.find() ? Integer.parseInt(port.group(1)) : 0,
                Long.parseLong(fields[0])));
      }
    }
    return rules;
  }

  /** The rule for what comes to a port of an address. */
  static Optional<NatRule> inbound(List<NatRule> rules, String protocol, String address, int port) {
    return rules.stream()
        .filter(rule -> rule.target.equals(DNAT) && rule.protocol.equals(protocol))
        .filter(rule -> rule.port == port)
        .filter(rule -> rule.destination.equals(address) || rule.destination.equals(ANYWHERE))
        .findFirst();
  }

  static long masqueraded(List<NatRule> rules) {
    return rules.stream()
        .filter(rule -> rule.target.equals(MASQUERADE))
        .mapToLong(NatRule::flows)
        .sum();
  }

  /** Some versions print numbers where others print names. */
  private static String protocol(String field) {
    return switch (field) {
      case "6" -> "tcp";
      case "17" -> "udp";
      case "0" -> "all";
      default -> field;
    };
  }
}
