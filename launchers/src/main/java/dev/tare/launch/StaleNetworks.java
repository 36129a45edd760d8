package dev.tare.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds links and firewall rules that runs have made and that are still there, told by their
 * labels.
 */
public final class StaleNetworks {
  private static final Pattern LINK =
      Pattern.compile("^\\d+: (" + Owner.PREFIX + "[^:@\\s]*)[:@].*\\balias (\\S+).*$");

  private static final Pattern COMMENT = Pattern.compile("--comment \"?([^\"\\s]+)\"?");

  private StaleNetworks() {}

  /** Bridges, taps and rules; none where there is no {@code ip}. */
  public static List<StaleResource> in(Environment outer) throws IOException {
    if (!Programs.has(outer, "ip")) {
      return List.of();
    }
    List<StaleResource> left = new ArrayList<>();
    if (Programs.has(outer, "iptables")) {
      left.addAll(rules(outer.run(Command.of("iptables", "-w", "-S")).out()));
    }
    left.addAll(links(outer.ran(Command.of("ip", "-o", "link", "show"))));
    return left;
  }

  static List<StaleResource> links(String text) {
    List<StaleResource> left = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher link = LINK.matcher(line);
      if (link.matches()) {
        StaleResource.of(
                "link " + link.group(1),
                link.group(2),
                Command.of("ip", "link", "del", "dev", link.group(1)))
            .forEach(left::add);
      }
    }
    return left;
  }

  static List<StaleResource> rules(String text) {
    List<StaleResource> left = new ArrayList<>();
    for (String line : text.lines().filter(rule -> rule.startsWith("-A ")).toList()) {
      Matcher comment = COMMENT.matcher(line);
      if (comment.find()) {
        String rule = line.substring("-A ".length()).replace("\"", "");
        StaleResource.of(
                "iptables rule " + rule,
                comment.group(1),
                Command.of("iptables", "-w", "-D").and(rule.split(" ")))
            .forEach(left::add);
      }
    }
    return left;
  }
}
