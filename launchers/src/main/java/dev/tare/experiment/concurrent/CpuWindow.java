package dev.tare.experiment.concurrent;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** CPU time of several environments between two moments, the same two for all. */
final class CpuWindow {
  private final HostReader host;
  private final Collection<String> roles;
  private Map<String, String> groups = Map.of();
  private Map<String, Long> before = Map.of();
  private long beforeNs;

  CpuWindow(HostReader host, Collection<String> roles) {
    this.host = host;
    this.roles = roles;
  }

  /** Begins here; what has begun by now is found. */
  void begin() {
    groups = host.cpuGroups(roles);
    beforeNs = System.nanoTime();
    before = host.cpuNs(groups);
  }

  /**
   * Up to here.
   *
   * @return CPUs by role; without those whose group cannot be seen
   */
  Map<String, Double> end() {
    double wallNs = System.nanoTime() - beforeNs;
    Map<String, Double> cpus = new TreeMap<>();
    host.cpuNs(groups)
        .forEach(
            (role, ns) -> {
              if (before.containsKey(role)) {
                cpus.put(role, (ns - before.get(role)) / wallNs);
              }
            });
    return cpus;
  }
}
