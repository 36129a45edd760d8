package dev.tare.experiment.network;

import dev.tare.proc.CpuList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the two ends run, as the host counts its CPUs: unpinned, one machine flips between 20 us
 * and 120 us a round trip.
 *
 * @param client of the clients' threads
 * @param server of the server's thread, and of all that the environment around it takes
 */
public record EndCpus(int client, int server) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,4}),(\\d{1,4})");

  /** Reads {@code CLIENT,SERVER}. */
  public static EndCpus parse(String text) {
    Matcher two = TEXT.matcher(text);
    if (!two.matches()) {
      throw new IllegalArgumentException(
          "--cpus " + text + ": must look like CLIENT,SERVER, such as 0,1");
    }
    return new EndCpus(Integer.parseInt(two.group(1)), Integer.parseInt(two.group(2)));
  }

  /**
   * The first two of those that may be used; both on the only one.
   *
   * @param allowed a list such as {@code 0-3}
   */
  public static EndCpus firstOf(String allowed) {
    TreeSet<Integer> cpus =
        CpuList.parse(allowed).orElseGet(() -> new TreeSet<>(java.util.Set.of(0)));
    int first = cpus.first();
    Integer second = cpus.higher(first);
    return new EndCpus(first, second == null ? first : second);
  }

  /**
   * The same two.
   *
   * @param allowed a list such as {@code 0-3}
   * @throws IllegalArgumentException where one of them may not be used
   */
  public EndCpus within(String allowed) {
    TreeSet<Integer> cpus = CpuList.parse(allowed).orElseGet(TreeSet::new);
    if (!cpus.containsAll(List.of(client, server))) {
      throw new IllegalArgumentException(
          "--cpus " + text() + ": not both may be used here; there are " + allowed);
    }
    return this;
  }

  /** {@code CLIENT,SERVER}. */
  public String text() {
    return client + "," + server;
  }

  @Override
  public String toString() {
    return text();
  }
}
