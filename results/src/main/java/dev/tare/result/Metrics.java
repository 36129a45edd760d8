package dev.tare.result;

import static dev.tare.result.Direction.HIGHER;
import static dev.tare.result.Direction.LOWER;
import static dev.tare.result.ServiceMetrics.FLAG;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Is the one table of secondary metrics. A metric that is not here is shown and never gated. */
public final class Metrics {
  private static final Map<String, Metric> TABLE = new LinkedHashMap<>();

  public static final Metric P50 =
      latency("p50", true, true, "median latency of one operation, from the fork's histogram");
  public static final Metric P90 =
      latency("p90", false, false, "90th percentile of one operation's latency");
  public static final Metric P99 =
      latency("p99", true, true, "99th percentile of one operation's latency");
  public static final Metric P999 =
      latency("p99.9", false, false, "99.9th percentile of one operation's latency");
  public static final Metric MAX = latency("max", false, false, "longest operation of the fork");
  public static final Metric LATENCY =
      latency("latency", false, false, "median latency of one operation in one iteration");

  public static final Metric STEAL =
      shown("noise.steal", "ns", "time stolen by the hypervisor, /proc/stat, all CPUs");
  public static final Metric RUN_DELAY =
      shown(
          "noise.runDelay",
          "ns",
          "time the benchmark's threads were runnable but not running, /proc/self/task/*/schedstat");
  public static final Metric PSI_CPU =
      shown("noise.psiCpu", "us", "some task waited for a CPU, /proc/pressure/cpu");
  public static final Metric PSI_IO =
      shown("noise.psiIo", "us", "some task waited for I/O, /proc/pressure/io");
  public static final Metric PSI_MEMORY =
      shown("noise.psiMemory", "us", "some task waited for memory, /proc/pressure/memory");
  public static final Metric THROTTLED =
      shown("noise.throttled", "us", "time throttled by a CPU quota, cgroup cpu.stat");
  public static final Metric INVOLUNTARY_SWITCHES =
      shown(
          "noise.involuntarySwitches",
          "count",
          "nonvoluntary_ctxt_switches of the benchmark's threads, /proc/self/task/*/status");
  public static final Metric MAJOR_FAULTS =
      shown("noise.majorFaults", "count", "page faults that read from disk, /proc/self/stat");
  public static final Metric FREQUENCY =
      add("noise.frequency", "MHz", HIGHER, false, false, "mean CPU frequency, cpufreq");
  public static final Metric WALL =
      shown("noise.wall", "ns", "wall time between the readings of the counters above");
  public static final Metric BENCHMARK_THREADS =
      shown("noise.threads", "count", "threads that noise.runDelay is summed over");
  public static final Metric CPUS =
      shown("noise.cpus", "count", "CPUs that noise.steal is summed over, /proc/stat");
  public static final Metric CPU_USE =
      shown("cpuUse", "CPUs", "CPU time of the fork per wall time, /proc/self/stat");

  public static final Metric PEAK_MEMORY =
      shown("peakMemory", "B", "peak of a command's resident memory, wait4");

  public static final Metric CPU_TIME =
      shown(
          "cpuTime",
          "ns/op",
          "CPU time of one operation: of the benchmark's threads, CLOCK_THREAD_CPUTIME_ID, or of a"
              + " command, wait4");
  public static final Metric USER_TIME =
      shown("cpuTime.user", "ns/op", "of a command's CPU time, in user mode");
  public static final Metric SYSTEM_TIME =
      shown("cpuTime.system", "ns/op", "of a command's CPU time, in the kernel");

  public static final Metric CLOCK_LATENCY =
      shown("clock.latency", "ns", "one clock_gettime, calibrated in the fork");
  public static final Metric CLOCK_GRANULARITY =
      shown("clock.granularity", "ns", "median of the clock's non-zero steps");
  public static final Metric CLOCK_P9999 =
      shown("clock.p99.99", "ns", "99.99th percentile of the clock's steps");
  public static final Metric CLOCK_BACKWARD =
      shown("clock.backward", "count", "steps of the clock backwards");
  public static final Metric TIMER_LIMITED =
      shown(
          "timerLimited",
          "flag",
          "1: operations are shorter than 20 clock reads, so only batches were timed");

  public static final Metric BANDWIDTH =
      add("bandwidth", "GB/s", HIGHER, true, true, "bytes per second, 1e9 bytes, McCalpin's count");
  public static final Metric STREAM_BYTES =
      add("stream.bytes", "B", HIGHER, false, false, "one array of memory.Stream, of all threads");

  public static final Metric FLOPS =
      add("flops", "GFLOP/s", HIGHER, true, true, "additions and multiplications per second, 1e9");
  public static final Metric MIPS =
      add("mips", "MIPS", HIGHER, true, true, "the rating that 7-Zip's benchmark prints");

  public static final Metric DISK_BANDWIDTH =
      add("diskBandwidth", "MB/s", HIGHER, true, true, "bytes per second, 1e6 bytes");
  public static final Metric FSYNCS =
      add("fsyncs", "1/s", HIGHER, false, false, "fsync calls per second");
  public static final Metric PAGE_CACHE =
      shown(
          "pageCache",
          "share",
          "how much of the data file is in the page cache after the iteration, 0 to 1, mincore");

  public static final Metric THROUGHPUT =
      add("throughput", "Gbit/s", HIGHER, true, true, "payload per second, 1e9 bits");
  public static final Metric PACKETS =
      add("packets", "1/s", HIGHER, false, false, "datagrams received by the server per second");
  public static final Metric LOST =
      add("lost", "count", LOWER, false, true, "datagrams sent and not received, or not answered");
  public static final Metric RETRANSMITS =
      shown("retransmits", "count", "segments sent again, TCP_INFO");
  public static final Metric CLIENT_CPU =
      shown("cpu.client", "CPUs", "CPU time of the client threads, getrusage");
  public static final Metric SERVER_CPU =
      shown("cpu.server", "CPUs", "CPU time of the server's thread, getrusage");

  public static final Metric SPAWNED =
      bomb("bomb.spawned", "processes/s", "processes that a fork bomb started");
  public static final Metric TOUCHED =
      bomb("bomb.touched", "B/s", "bytes that a memory bomb allocated and wrote to");
  public static final Metric SYNCED =
      bomb("bomb.synced", "writes/s", "synchronous writes of 4 KiB that a disk bomb did");
  public static final Metric DATAGRAMS =
      bomb("bomb.datagrams", "datagrams/s", "datagrams of 64 bytes that a UDP bomb sent");
  public static final Metric REFUSED =
      shown("bomb.refused", "count", "what a limit around the bomb refused it");
  public static final Metric KILLED =
      shown(
          "bomb.killed",
          "count",
          "bombs that the OOM killer ended before their time; another followed each");

  public static final Metric HOST_CPU_PER_OP =
      shown("hostCpu.perOp", "us/op", "CPU time of the whole host for one transaction");
  public static final Metric SOFTIRQ_PER_OP =
      shown("softirqCpu.perOp", "us/op", "of that, interrupts and softirqs");
  public static final Metric QEMU_PER_OP =
      shown("qemuCpu.perOp", "us/op", "of that, all threads of QEMU");
  public static final Metric VHOST_PER_OP =
      shown("vhostCpu.perOp", "us/op", "of that, the kernel's vhost threads");
  public static final Metric INSIDE_PER_OP =
      shown("insideCpu.perOp", "us/op", "the same as the container or guest counts its own");
  public static final Metric HOST_CPU_PER_GB =
      shown("hostCpu.perGb", "us/GB", "CPU time of the whole host for 1e9 bytes of payload");
  public static final Metric SOFTIRQ_PER_GB =
      shown("softirqCpu.perGb", "us/GB", "of that, interrupts and softirqs");
  public static final Metric QEMU_PER_GB =
      shown("qemuCpu.perGb", "us/GB", "of that, all threads of QEMU");
  public static final Metric VHOST_PER_GB =
      shown("vhostCpu.perGb", "us/GB", "of that, the kernel's vhost threads");
  public static final Metric INSIDE_PER_GB =
      shown("insideCpu.perGb", "us/GB", "the same as the container or guest counts its own");

  public static final Metric ENERGY_PER_OP =
      add("energyPerOp", "J/op", LOWER, true, true, "energy of the host for one operation");
  public static final Metric POWER =
      shown("power", "W", "mean power of the host while a fork measured");
  public static final Metric IDLE_POWER =
      shown("idlePower", "W", "the same just before, while the fork waited");
  public static final Metric ABOVE_IDLE =
      shown("aboveIdle", "share", "part of the power that is above idle");

  public static final Metric EACH =
      sample("each", "ops/s", HIGHER, true, "what one environment's work came to, their mean");
  public static final Metric TOTAL =
      sample("total", "ops/s", HIGHER, true, "what the work of all environments came to");
  public static final Metric FAIRNESS =
      sample("fairness", "1", HIGHER, false, "Jain's index over the environments, 1: all alike");
  public static final Metric OVERLAP =
      sample("overlap", "share", HIGHER, false, "part of the time in which all of them measured");
  public static final Metric HOST_MEMORY =
      sample("hostMemory", "B", LOWER, true, "what all took of MemAvailable, /proc/meminfo");
  public static final Metric PSS =
      sample("pss", "B", LOWER, true, "Pss of all their processes, smaps_rollup");
  public static final Metric GROUP_MEMORY =
      sample("groupMemory", "B", LOWER, false, "what all their control groups are charged for");
  public static final Metric CPU_SHARE =
      sample("cpuShare", "share", HIGHER, false, "part of both's CPU time that one had");
  public static final Metric RECLAIMED =
      sample("reclaimed", "1/s", LOWER, false, "pages that a pool of memory had to take back");
  public static final Metric POOL_KILLS =
      sample("killed", "count", LOWER, false, "environments that the OOM killer ended");
  public static final Metric WORK =
      sample("work", "s", LOWER, true, "what work of fixed size took a victim");
  public static final Metric GIVEN_UP =
      sample("givenUp", "count", LOWER, false, "1: the work never finished, 0: it did");
  public static final Metric HOST_BACK =
      sample("hostBack", "s", LOWER, false, "until the host was as before a bomb");
  public static final Metric OOM_KILLS =
      sample("oomKills", "count", LOWER, false, "processes killed for memory, memory.events");
  public static final Metric FORKS_REFUSED =
      sample("forksRefused", "count", LOWER, false, "forks that a limit refused, pids.events");
  public static final Metric THROTTLED_TIME =
      sample("throttled", "ns", LOWER, false, "stopped by a CPU quota, all CPUs, cpu.stat");

  public static final Metric START =
      sample("start", "ns", LOWER, true, "from asked for to the first byte from inside");
  public static final Metric READY =
      sample("ready", "ns", LOWER, true, "from asked for until commands can be run inside");
  public static final Metric READY_LAST =
      sample("readyLast", "ns", LOWER, false, "the same of the last of a burst's starts");
  public static final Metric JVM_LINE =
      sample("jvmLine", "ns", LOWER, true, "from asked for to the first line of a JVM inside");
  public static final Metric ANSWERED =
      sample("answered", "ns", LOWER, true, "from asked for to its first answer over the network");
  public static final Metric ANSWERED_LAST =
      sample("answeredLast", "ns", LOWER, false, "the same of the last of a burst's starts");
  public static final Metric ENDED =
      sample("ended", "ns", LOWER, false, "from its end asked for until its first program is gone");
  public static final Metric GONE =
      sample("gone", "ns", LOWER, true, "from its end asked for until all that it had is gone");
  public static final Metric PHASE =
      sample("phase", "ns", LOWER, false, "the part of a start before the milestone of that name");
  public static final Metric START_CPU =
      sample("startCpu", "ns", LOWER, false, "CPU time of the host for one start, /proc/stat");
  public static final Metric START_CPU_SHARE =
      sample("startCpuShare", "share", LOWER, false, "of the host's CPUs, busy meanwhile");
  public static final Metric START_MEMORY =
      sample("startMemory", "B", LOWER, false, "peak memory of one start, its group's or QEMU's");
  public static final Metric AT_ONCE =
      sample("atOnce", "count", LOWER, false, "starts that were on their way at one moment");
  public static final Metric IMAGE_BUILD =
      sample("build", "s", LOWER, true, "from the software in the page cache to an image");
  public static final Metric IMAGE_SIZE =
      sample("size", "B", LOWER, true, "what an image takes of the disk, or its engine says");
  public static final Metric IMAGE_PACKED =
      sample("packedSize", "B", LOWER, true, "the exported file through gzip");
  public static final Metric INSTANCE_TIME =
      sample("instance", "s", LOWER, true, "making one more instance of an image");
  public static final Metric INSTANCE_SIZE =
      sample("instanceSize", "B", LOWER, true, "what one more instance takes beside the image");
  public static final Metric IMAGE_EXPORT =
      sample("export", "s", LOWER, true, "writing the file that is handed over");
  public static final Metric IMAGE_IMPORT =
      sample("import", "s", LOWER, true, "bringing an image back from that file");

  private static final Set<String> NEVER_JUDGED =
      Set.of(P999.name(), MAX.name(), TIMER_LIMITED.name(), STREAM_BYTES.name(), FLAG);

  static {
    java.util.List.of(PageMetrics.ALL, ServiceMetrics.ALL, MigrationMetrics.ALL)
        .forEach(all -> all.forEach(metric -> TABLE.put(metric.name(), metric)));
  }

  private Metrics() {}

  /** The metric of that name, where the table has it. */
  public static Optional<Metric> named(String name) {
    return Optional.ofNullable(TABLE.get(name));
  }

  /**
   * Tells whether a metric that is not gated by itself is judged where it is asked for: all but the
   * noise and the clock, which are no result, and the percentiles that only a few values decide.
   */
  public static boolean isJudgedOnRequest(String name) {
    return !name.startsWith("noise.") && !name.startsWith("clock.") && !NEVER_JUDGED.contains(name);
  }

  /** All metrics, in the order in which they are shown. */
  public static Collection<Metric> all() {
    return Collections.unmodifiableCollection(TABLE.values());
  }

  private static Metric latency(String name, boolean gated, boolean headline, String meaning) {
    return add(name, "ns", LOWER, gated, headline, meaning);
  }

  /** Less is better, and nothing is made of it but a line. */
  private static Metric shown(String name, String unit, String meaning) {
    return add(name, unit, LOWER, false, false, meaning);
  }

  /** Returns that of an experiment, one value a block. */
  private static Metric sample(
      String name, String unit, Direction direction, boolean gated, String meaning) {
    return add(name, unit, direction, gated, gated, meaning);
  }

  private static Metric bomb(String name, String unit, String meaning) {
    return add(name, unit, HIGHER, false, true, meaning);
  }

  private static Metric add(
      String name, String unit, Direction direction, boolean gated, boolean headline, String text) {
    Metric metric = new Metric(name, unit, direction, gated, headline, text);
    if (TABLE.put(name, metric) != null) {
      throw new IllegalStateException("two metrics are named " + name);
    }
    return metric;
  }
}
