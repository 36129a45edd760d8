package dev.tare.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says how a guest's virtual CPUs are divided, as its kernel is told: pinned to CPUs of the host
 * that are so divided, its scheduler knows what is near.
 *
 * @param sockets from 1
 * @param cores of a socket, from 1
 * @param threads of a core, from 1
 * @param nodes of memory, to each of which as many CPUs belong, from 1
 */
record GuestTopology(int sockets, int cores, int threads, int nodes) {
  /** Matches what is written. */
  static final String SHAPE = "[1-9]\\d?x[1-9]\\d?x[1-9]";

  GuestTopology {
    if (sockets * cores * threads % nodes != 0) {
      throw new IllegalArgumentException(
          "numa=%s: the virtual CPUs cannot be divided so: %s"
              .formatted(nodes, text(sockets, cores, threads)));
    }
  }

  /**
   * Reads {@code 2x4x2}.
   *
   * @param text sockets, cores of each, threads of each of these; empty where that is not said
   * @param nodes empty: one
   * @return absent where neither is said
   */
  static Optional<GuestTopology> of(Optional<String> text, Optional<String> nodes)
      throws LaunchException {
    if (text.isEmpty()) {
      if (nodes.isPresent()) {
        throw new LaunchException("kvm: numa needs topology, such as topology=2x1x1");
      }
      return Optional.empty();
    }
    String[] parts = text.get().split("x");
    try {
      return Optional.of(
          new GuestTopology(
              Integer.parseInt(parts[0]),
              Integer.parseInt(parts[1]),
              Integer.parseInt(parts[2]),
              nodes.map(Integer::parseInt).orElse(1)));
    } catch (IllegalArgumentException e) {
      throw new LaunchException("kvm: " + e.getMessage());
    }
  }

  int vcpus() {
    return sockets * cores * threads;
  }

  /** Returns what QEMU is told besides the number of CPUs. */
  String smp() {
    return ",sockets=" + sockets + ",cores=" + cores + ",threads=" + threads;
  }

  /** Returns the words for nodes of memory; none where there is one node. */
  List<String> memory(long mib) {
    List<String> words = new ArrayList<>();
    int each = vcpus() / nodes;
    for (int node = 0; nodes > 1 && node < nodes; node++) {
      long own = mib / nodes + (node == 0 ? mib % nodes : 0);
      words.addAll(List.of("-object", "memory-backend-ram,id=node" + node + ",size=" + own + "M"));
      String cpus = "cpus=" + node * each + "-" + ((node + 1) * each - 1);
      words.addAll(List.of("-numa", "node,nodeid=" + node + "," + cpus + ",memdev=node" + node));
    }
    return words;
  }

  /**
   * Holds what the guest's kernel sees against it.
   *
   * @throws LaunchException where it sees something else: a model of a CPU without threads, or a
   *     machine without tables of nodes
   */
  void check(Environment guest) throws IOException {
    String found = found(guest.ran(Script.of("topology")));
    if (!found.equals(text())) {
      throw new LaunchException(
          "kvm: topology=" + text() + " was asked for, the guest finds " + found);
    }
  }

  /** Returns what a guest told, in the words of {@link #text}. */
  static String found(String told) {
    List<String> lines = told.lines().map(String::strip).toList();
    List<String> cpus = lines.subList(0, lines.size() - 1);
    Set<String> sockets = new TreeSet<>();
    cpus.forEach(line -> sockets.add(line.split(" ")[0]));
    int cores = new TreeSet<>(cpus).size();
    int nodes = Math.max(1, Integer.parseInt(lines.get(lines.size() - 1)));
    return text(sockets.size(), cores / sockets.size(), cpus.size() / cores) + numa(nodes);
  }

  String text() {
    return text(sockets, cores, threads) + numa(nodes);
  }

  private static String text(int sockets, int cores, int threads) {
    return sockets + "x" + cores + "x" + threads;
  }

  private static String numa(int nodes) {
    return nodes == 1 ? "" : ",numa=" + nodes;
  }
}
