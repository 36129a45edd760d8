package dev.tare.launch;

import dev.tare.proc.Cgroups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes the config.json of a bundle as the OCI runtime specification 1.0 names its parts, with
 * what Docker gives a container by default: its capabilities, its mounts, its devices.
 */
final class OciBundle {
  private static final List<String> CAPABILITIES =
      Stream.of(
              "AUDIT_WRITE",
              "CHOWN",
              "DAC_OVERRIDE",
              "FOWNER",
              "FSETID",
              "KILL",
              "MKNOD",
              "NET_BIND_SERVICE",
              "NET_RAW",
              "SETFCAP",
              "SETGID",
              "SETPCAP",
              "SETUID",
              "SYS_CHROOT")
          .map(name -> "CAP_" + name)
          .toList();

  private static final long PERIOD_US = 100_000;

  private final RootfsContainer container;
  private final Spec spec;

  private OciBundle(RootfsContainer container) {
    this.container = container;
    this.spec = container.spec;
  }

  static String of(RootfsContainer container) throws IOException {
    OciBundle bundle = new OciBundle(container);
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("ociVersion", "1.0.2");
    config.put("hostname", bundle.spec.name());
    config.put("root", Map.of("path", container.folder() + "/root"));
    config.put("process", bundle.process());
    config.put("mounts", bundle.mounts());
    config.put("linux", bundle.linux());
    return EngineJson.MAPPER.writeValueAsString(config) + "\n";
  }

  /** The variable tells from inside what made it, as systemd asks of container managers. */
  private Map<String, Object> process() {
    return Map.of(
        "terminal",
        false,
        "user",
        Map.of("uid", 0, "gid", 0),
        "args",
        spec.announced(RootfsContainer.INIT),
        "env",
        List.of("PATH=" + Places.USERLAND_PATH, "container=" + container.stack()),
        "cwd",
        "/",
        "capabilities",
        Map.of(
            "bounding", CAPABILITIES,
            "effective", CAPABILITIES,
            "permitted", CAPABILITIES));
  }

  private List<Map<String, Object>> mounts() {
    List<Map<String, Object>> mounts = new ArrayList<>();
    mounts.add(mount("proc", "proc", "/proc"));
    mounts.add(mount("tmpfs", "tmpfs", "/dev", "nosuid", "strictatime", "mode=755", "size=65536k"));
    mounts.add(
        mount("devpts", "devpts", "/dev/pts", "nosuid", "noexec", "newinstance", "ptmxmode=0666"));
    mounts.add(
        mount("tmpfs", "shm", "/dev/shm", "nosuid", "noexec", "nodev", "mode=1777", "size=65536k"));
    mounts.add(mount("sysfs", "sysfs", "/sys", "nosuid", "noexec", "nodev", "ro"));
    mounts.add(mount("cgroup", "cgroup", "/sys/fs/cgroup", "nosuid", "noexec", "nodev", "ro"));
    if (!container.shipped().isEmpty()) {
      mounts.add(mount("bind", container.shipped(), Places.SHIPPED, "rbind", "ro"));
    }
    if (!spec.beginning().first().isEmpty() && spec.beginning().pipe().isPresent()) {
      String pipe = container.shipped() + "/" + spec.beginning().pipe().get();
      mounts.add(mount("bind", pipe, Beginning.PIPE, "bind"));
    }
    if (!container.data().isEmpty()) {
      mounts.add(mount("bind", container.data(), Places.DATA, "rbind"));
    }
    return mounts;
  }

  private static Map<String, Object> mount(String type, String from, String to, String... how) {
    return Map.of("type", type, "source", from, "destination", to, "options", List.of(how));
  }

  private Map<String, Object> linux() throws IOException {
    List<String> own = new ArrayList<>(List.of("pid", "ipc", "uts", "mount", "cgroup"));
    if (container.hasOwnNetwork()) {
      own.add("network");
    }
    return Map.of(
        "cgroupsPath", "/" + container.groupPath(),
        "namespaces", own.stream().map(kind -> Map.of("type", kind)).toList(),
        "resources", resources());
  }

  private Map<String, Object> resources() throws IOException {
    Limits limits = spec.limits();
    Map<String, Object> cpu = new LinkedHashMap<>();
    limits.cpuset().ifPresent(cpus -> cpu.put("cpus", cpus));
    limits.shares().ifPresent(shares -> cpu.put("shares", shares));
    limits
        .cpus()
        .ifPresent(
            cpus -> {
              cpu.put("quota", Math.round(cpus * PERIOD_US));
              cpu.put("period", PERIOD_US);
            });
    Map<String, Object> resources = new LinkedHashMap<>();
    resources.put("devices", List.of(Map.of("allow", false, "access", "rwm")));
    resources.put("cpu", cpu);
    resources.put("memory", memory(limits));
    limits.pids().ifPresent(pids -> resources.put("pids", Map.of("limit", pids)));
    Optional<BlockDevice> disk = BlockDevice.limited(container.outer, limits);
    disk.ifPresent(one -> resources.put("blockIO", disk(limits, one)));
    return resources;
  }

  private static Map<String, Object> disk(Limits limits, BlockDevice device) {
    Map<String, Object> disk = new LinkedHashMap<>();
    limits.number(Limits.IO_WEIGHT).ifPresent(weight -> disk.put("weight", weight));
    limits
        .number(Limits.IO_READ)
        .ifPresent(rate -> disk.put("throttleReadBpsDevice", rated(device, rate)));
    limits
        .number(Limits.IO_WRITE)
        .ifPresent(rate -> disk.put("throttleWriteBpsDevice", rated(device, rate)));
    return disk;
  }

  private static List<Map<String, Object>> rated(BlockDevice device, long rate) {
    List<Integer> number = Stream.of(device.number().split(":")).map(Integer::valueOf).toList();
    return List.of(Map.of("major", number.get(0), "minor", number.get(1), "rate", rate));
  }

  /** Swap is never had beside memory, where the kernel counts it. */
  private Map<String, Object> memory(Limits limits) throws IOException {
    Map<String, Object> memory = new LinkedHashMap<>();
    if (limits.memoryBytes().isPresent()) {
      memory.put("limit", limits.memoryBytes().getAsLong());
      Cgroups.Chain top =
          ControlGroups.in(container.outer)
              .top("memory")
              .orElseThrow(() -> new LaunchException(CgroupCheck.absent("memory").line()));
      if (ControlGroups.countsSwap(container.outer, top)) {
        memory.put("swap", limits.memoryBytes().getAsLong());
      }
    }
    limits.softMemoryBytes().ifPresent(bytes -> memory.put("reservation", bytes));
    return memory;
  }
}
