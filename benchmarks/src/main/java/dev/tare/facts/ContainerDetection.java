package dev.tare.facts;

import dev.tare.proc.Mount;
import dev.tare.proc.ProcFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which container engines are around this process? Control group paths and mounts tell; marker
 * files count only where a namespace is not the system's first, since an image that was turned into
 * a machine keeps them.
 */
final class ContainerDetection {
  /** The inode numbers of the first namespaces are fixed in the kernel (proc_ns.h). */
  private static final Map<String, String> FIRST_NAMESPACES =
      Map.of("pid", "4026531836", "uts", "4026531838", "ipc", "4026531839", "cgroup", "4026531835");

  /** Says how the engines name their control groups. */
  private static final Pattern GROUP =
      Pattern.compile(
          "/(?:(?<docker>docker/|docker-(?=[0-9a-f]{12})|ecs/)|(?<podman>libpod-(?=[0-9a-f]{12}))"
              + "|(?<lxc>lxc\\.payload[./]|lxc/)|(?<containerd>cri-containerd-)|(?<crio>crio-)"
              + "|(?<nspawn>systemd-nspawn@))");

  private static final List<String> ENGINES =
      List.of("docker", "podman", "lxc", "containerd", "crio", "nspawn");

  /** Holds what {@code container=} and /run/systemd/container may say. */
  private static final Map<String, String> DECLARED =
      Map.of(
          "docker", "docker",
          "podman", "podman",
          "runc", "runc",
          "crun", "crun",
          "runsc", "runsc",
          "lxc", "lxc",
          "lxc-libvirt", "lxc",
          "systemd-nspawn", "nspawn");

  /** Holds what gVisor's kernel says of itself, whatever its version. */
  private static final String GVISOR = "4.4.0 #1 SMP Sun Jan 10 15:06:54 PST 2016";

  /** Mounts that an engine makes: a part of the source, root or options, and the engine. */
  private static final Map<String, String> MOUNTS = new LinkedHashMap<>();

  static {
    MOUNTS.put("/docker/containers/", "docker");
    MOUNTS.put("/docker/overlay2/", "docker");
    MOUNTS.put("/overlay-containers/", "podman");
    MOUNTS.put("/containers/storage/overlay/", "podman");
    MOUNTS.put("lxcfs", "lxc");
  }

  private final ProcFiles files;
  private final Set<String> evidence = new LinkedHashSet<>();

  ContainerDetection(ProcFiles files) {
    this.files = files;
  }

  LayerStack.Detected detect() {
    Optional<Boolean> apart = apart();
    List<String> engines = new ArrayList<>(fromGroups());
    Set<String> markers = new LinkedHashSet<>(fromMounts());
    Set<String> declared = declared();
    if (apart.orElse(true)) {
      markers.addAll(declared);
    } else if (!declared.isEmpty() && engines.isEmpty() && markers.isEmpty()) {
      evidence.add("all namespaces are the system's first: no container");
    }
    markers.stream().filter(engine -> !engines.contains(engine)).forEach(engines::add);
    if (engines.isEmpty() && ownNamespace("pid").orElse(false)) {
      engines.add("container");
      evidence.add("a process namespace of its own, nothing names the engine");
    }
    return new LayerStack.Detected(engines, List.copyOf(evidence));
  }

  /** The engine with its version, where the container says so. */
  static void read(ProcFiles files, FactSheet sheet) {
    for (String line : files.lines("run/.containerenv")) {
      String[] pair = line.split("=", 2);
      String value = pair[pair.length - 1].replace("\"", "");
      if (pair[0].equals("engine")) {
        sheet.put("container.engine", value);
      } else if (pair[0].equals("rootless")) {
        sheet.put("container.rootless", value.equals("1") ? "yes" : "no");
      }
    }
  }

  /** Tells whether any namespace is not the system's first; absent where none can be seen. */
  private Optional<Boolean> apart() {
    return FIRST_NAMESPACES.keySet().stream()
        .flatMap(kind -> ownNamespace(kind).stream())
        .reduce(Boolean::logicalOr);
  }

  private Optional<Boolean> ownNamespace(String kind) {
    return files
        .link("proc/self/ns/" + kind)
        .map(link -> !link.contains("[" + FIRST_NAMESPACES.get(kind) + "]"));
  }

  /** Returns that of the hierarchy that names most engines, outermost first. */
  private List<String> fromGroups() {
    List<String> most = List.of();
    for (String path : groupPaths()) {
      List<String> engines = new ArrayList<>();
      for (Matcher group = GROUP.matcher(path); group.find(); ) {
        ENGINES.stream().filter(engine -> group.group(engine) != null).forEach(engines::add);
      }
      most = engines.size() > most.size() ? engines : most;
    }
    most.forEach(engine -> evidence.add("a control group is named by " + engine));
    return most;
  }

  /** The paths of this process's groups, and of the groups that are seen at the mount points. */
  private List<String> groupPaths() {
    List<String> paths = new ArrayList<>();
    for (String line : files.lines("proc/self/cgroup")) {
      paths.add(line.substring(line.lastIndexOf(':') + 1));
    }
    Mount.read(files).stream()
        .filter(mount -> mount.type().startsWith("cgroup"))
        .forEach(mount -> paths.add(mount.root()));
    return paths;
  }

  private Set<String> fromMounts() {
    Set<String> engines = new LinkedHashSet<>();
    for (Mount mount : Mount.read(files)) {
      // An engine's mounts on a host lie below the engine's own folder; here they are the root's.
      boolean own = mount.point().matches("/|/etc/\\w+(\\.conf)?|/proc/\\w+");
      MOUNTS.forEach(
          (part, engine) -> {
            if (own && names(mount, part)) {
              engines.add(engine);
              evidence.add("the mount of " + mount.point() + " is made by " + engine);
            }
          });
    }
    return engines;
  }

  private static boolean names(Mount mount, String part) {
    return mount.root().contains(part)
        || mount.source().contains(part)
        || mount.options().stream().anyMatch(option -> option.contains(part));
  }

  private Set<String> declared() {
    Set<String> engines = new LinkedHashSet<>();
    if (files.exists(".dockerenv")) {
      evidence.add("/.dockerenv is there");
      if (mountsNameFiles().orElse(true)) {
        engines.add("docker");
      } else {
        evidence.add("docker's mounts of /etc/hosts and its like are not: no docker");
      }
    }
    if (files.exists("run/.containerenv")) {
      engines.add("podman");
      evidence.add("/run/.containerenv is there");
    }
    files.line("run/systemd/container").ifPresent(name -> declared(engines, name));
    files.line("run/host/container-manager").ifPresent(name -> declared(engines, name));
    if (files.line("proc/1/comm").orElse("").equals("bwrap")) {
      engines.add("bwrap");
      evidence.add("the first process is bwrap");
    }
    if (files.line("proc/version").orElse("").contains(GVISOR)) {
      engines.add("runsc");
      evidence.add("the kernel is gVisor's");
    }
    for (String environment : List.of("proc/1/environ", "proc/self/environ")) {
      for (String variable : files.text(environment).orElse("").split("\0")) {
        if (variable.startsWith("container=")) {
          declared(engines, variable.substring("container=".length()));
        }
      }
    }
    return engines;
  }

  /** Docker always mounts the files that name hosts; absent where no mount can be seen. */
  private Optional<Boolean> mountsNameFiles() {
    List<String> points = Mount.read(files).stream().map(Mount::point).toList();
    return points.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Stream.of("/etc/hosts", "/etc/hostname", "/etc/resolv.conf")
                .anyMatch(points::contains));
  }

  private void declared(Set<String> engines, String name) {
    String engine = DECLARED.get(name.strip());
    if (engine != null) {
      engines.add(engine);
      evidence.add("the environment says container=" + engine);
    }
  }
}
