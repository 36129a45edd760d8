package dev.tare.experiment.ends;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Says where the two ends run, as the host counts its CPUs: unpinned, one machine flips between 20
 * us and 120 us a round trip.
 *
 * @param client of the clients' threads
 * @param server of the server's thread, and of all that the environment around it takes
 */
public record EndCpus(int client, int server) {
  /** Says what their option asks for. */
  public static final String HELP =
      "Where both ends run, CLIENT,SERVER as the host counts (default: the first two allowed)";

  /**
   * Those that were asked for, or else the first two; both on the only one.
   *
   * @param asked client and server, or none
   * @param allowed at least one
   * @throws IllegalArgumentException where one of them may not be used
   */
  public static EndCpus of(List<Integer> asked, SortedSet<Integer> allowed) {
    if (asked.isEmpty()) {
      int first = allowed.first();
      return new EndCpus(first, allowed.stream().skip(1).findFirst().orElse(first));
    }
    if (asked.size() != 2) {
      throw new IllegalArgumentException(
          "--cpus " + text(asked) + ": must look like CLIENT,SERVER, such as 0,1");
    }
    if (!allowed.containsAll(asked)) {
      throw new IllegalArgumentException(
          "--cpus " + text(asked) + ": not both may be used here; there are " + text(allowed));
    }
    return new EndCpus(asked.get(0), asked.get(1));
  }

  /** Returns {@code CLIENT,SERVER}. */
  public String text() {
    return text(List.of(client, server));
  }

  private static String text(Collection<Integer> cpus) {
    return cpus.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
