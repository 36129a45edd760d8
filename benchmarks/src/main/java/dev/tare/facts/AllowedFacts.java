package dev.tare.facts;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one list of what may be said of an environment. Host and user names, addresses, serial
 * numbers, environment variables, paths and the kernel's command line are not on it. A name that
 * ends in {@code *} stands for all names that begin so.
 */
public final class AllowedFacts {
  private static final String TABLE =
      """
      layers.stack               the layers around this process, outermost first, as seen from inside
      layers.evidence            what that was told from
      container.engine           the engine around this process, with its version where it says so
      container.rootless         whether podman runs without root, /run/.containerenv
      node.name                  the machine's name in a fleet: TARE_NODE, else SLURMD_NODENAME
      kernel.release             uname -r
      kernel.build               uname -v
      kernel.arch                the machine's architecture as the JVM names it
      kernel.aslr                randomize_va_space: 0 off, 1 without heap, 2 full
      kernel.swappiness          vm.swappiness
      kernel.overcommit          vm.overcommit_memory: 0 heuristic, 1 always, 2 never
      kernel.ksm                 kernel same-page merging: 0 off, 1 on, 2 unmerged
      kernel.perfEventParanoid   kernel.perf_event_paranoid, -1 to 4
      kernel.pressure            whether pressure stall information is accounted
      os.name                    PRETTY_NAME of /etc/os-release
      os.id                      ID of /etc/os-release
      os.version                 VERSION_ID of /etc/os-release
      cpu.model                  name of the CPU
      cpu.vendor                 who made it
      cpu.family                 CPUID family; on ARM the architecture
      cpu.modelNumber            CPUID model; on ARM the part
      cpu.stepping               CPUID stepping; on ARM variant and revision
      cpu.microcode              microcode revision, /proc/cpuinfo
      cpu.flags                  instruction sets and virtualization flags that change a result
      cpu.sockets                packages
      cpu.cores                  physical cores of all packages
      cpu.threads                hardware threads that are online
      cpu.smt                    simultaneous multithreading, /sys/devices/system/cpu/smt/control
      cpu.online                 list of the CPUs that are online
      cpu.isolated               list of the CPUs taken from the scheduler (isolcpus)
      cpu.governor               cpufreq governor, of CPU 0
      cpu.driver                 cpufreq driver
      cpu.turbo                  whether the CPU may go above its base frequency
      cpu.minMHz                 lowest frequency the driver knows, MHz
      cpu.maxMHz                 highest frequency the driver knows, turbo included, MHz
      cpu.energyPreference       energy_performance_preference, of CPU 0
      cpu.idleDriver             cpuidle driver
      cpu.idleGovernor           cpuidle governor
      cpu.idleStates             idle states of CPU 0 that are not disabled
      cache.l1dBytes             data cache of one core, bytes
      cache.l1iBytes             instruction cache of one core, bytes
      cache.l2Bytes              one level 2 cache, bytes
      cache.l3Bytes              one level 3 cache, bytes
      cache.lineBytes            cache line, bytes
      numa.nodes                 memory nodes
      numa.balancing             automatic page migration: 0 off, 1 on
      memory.totalBytes          memory of the system (not of the cgroup), bytes
      memory.modules             memory modules in their sockets, SMBIOS; root alone may read it
      memory.speedMTs            what the slowest of them is set to, million transfers a second
      swap.totalBytes            swap of the system, bytes; 0 where there is none
      mitigations.*              /sys/devices/system/cpu/vulnerabilities
      thp.enabled                transparent huge pages: always, madvise or never
      thp.defrag                 when an allocation waits for a huge page
      hugepages.*                pages of that size, reserved (total) and unused (free)
      clocksource.current        the kernel's clock source
      clocksource.available      the clock sources that it could use
      clock.latencyNs            one clock_gettime(CLOCK_MONOTONIC), ns, measured now
      clock.granularityNs        median of the clock's non-zero steps, ns
      clock.p99.99Ns             99.99th percentile of its steps, ns
      clock.backward             how often it went back in 20 ms
      limits.cgroupVersion       of the cpu controller: 1 or 2
      limits.cpu.affinity        CPUs that this process may run on
      limits.cpu.affinityCount   how many
      limits.cpu.set             CPUs of its cgroup
      limits.cpu.setCount        how many
      limits.cpu.quotaCpus       CPU time per wall time, CPUs, of the tightest group around it
      limits.cpu.shares          cgroup v1 cpu.shares, 1024 by default
      limits.cpu.weight          cgroup v2 cpu.weight, 100 by default
      limits.memory.maxBytes     hard limit of the tightest group around it, bytes
      limits.memory.highBytes    v2 memory.high: above it the group is slowed, bytes
      limits.memory.softBytes    v1 soft limit, bytes
      limits.memory.lowBytes     v2 memory.low: protected from reclaim up to it, bytes
      limits.swap.maxBytes       swap that the group may use, bytes
      limits.pids.max            processes and threads in the tightest group around it
      limits.files               open files, soft limit; the JVM raises its own to the hard one
      limits.processes           processes of this user, soft limit
      limits.lockedMemoryBytes   memory that may be locked, soft limit, bytes
      limits.jvm.processors      availableProcessors() of this JVM
      limits.jvm.maxHeapBytes    maxMemory() of this JVM, bytes
      jdk.vendor                 java.vendor
      jdk.version                java.runtime.version
      jdk.vm                     java.vm.name
      jdk.mode                   java.vm.info
      jdk.collector              the garbage collector in use
      jdk.flags                  this JVM's flags that hold a number or a choice, and no path
      libc.name                  glibc or musl
      libc.version               glibc's version and the distribution's
      libc.buildId               ELF build id of the C library
      tare.version               of this jar
      tare.jarSha256             SHA-256 of this jar
      tare.probesBuildId         ELF build id of the native probes for this machine
      privileges.root            whether the effective user is 0
      privileges.capabilities    how many are effective, and the names of those that matter
      privileges.seccomp         disabled, strict or filter
      privileges.noNewPrivileges whether new privileges are barred
      privileges.userNamespace   initial or mapped
      privileges.setAffinity     whether threads may be pinned
      storage.*                  file system and device of the folders that are measured
      facts.failed               readers that broke down, and why
      """;

  private static final Map<String, String> MEANINGS = parse();

  private AllowedFacts() {}

  /** Tells whether a fact of that name may be let out. */
  public static boolean allows(String name) {
    return entry(name).isPresent();
  }

  /** Sorts names as the list has them, which begins with what a reader asks first. */
  public static Comparator<String> order() {
    List<String> listed = List.copyOf(MEANINGS.keySet());
    return Comparator.comparingInt((String name) -> listed.indexOf(entry(name).orElse(name)))
        .thenComparing(Comparator.naturalOrder());
  }

  /** One line: what the fact says, its unit and where it comes from. */
  public static Optional<String> meaning(String name) {
    return entry(name).map(MEANINGS::get);
  }

  private static Optional<String> entry(String name) {
    if (MEANINGS.containsKey(name)) {
      return Optional.of(name);
    }
    return MEANINGS.keySet().stream()
        .filter(entry -> entry.endsWith("*"))
        .filter(entry -> name.startsWith(entry.substring(0, entry.length() - 1)))
        .findFirst();
  }

  private static Map<String, String> parse() {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (String line : TABLE.split("\n")) {
      String[] columns = line.split("\\s+", 2);
      meanings.put(columns[0], columns[1]);
    }
    return Collections.unmodifiableMap(meanings);
  }
}
