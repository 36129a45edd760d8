package dev.tare.experiment.boot;

import dev.tare.launch.Environment;
import dev.tare.proc.Cgroups;
import dev.tare.proc.Mount;
import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Describes what of the host one environment has: its control groups, the host's end of its link,
 * and what is mounted for it where the host sees that.
 *
 * @param folders of groups and link, which go with it
 * @param mounts where its root and its network are mounted; none where only the engine sees that
 * @param peakBytes the most memory that it has had so far; absent where that cannot be read
 */
record Resources(List<String> folders, List<String> mounts, OptionalLong peakBytes) {
  private static final List<String> CONTROLLERS =
      List.of("memory", "pids", "cpu", "cpuset", "devices", "freezer", "blkio");

  private static final String NETWORK = "proc/self/ns/net";
  private static final String LINKS = "sys/class/net";
  private static final long LOOK_NS = 500_000;

  /** Those of an environment that runs; none where the host does not see a process of it. */
  static Resources of(Environment environment) throws IOException {
    Optional<String> pid = environment.outsidePid();
    return pid.isEmpty()
        ? new Resources(List.of(), List.of(), OptionalLong.empty())
        : of(ProcFiles.system(), "proc/" + pid.get());
  }

  private static Resources of(ProcFiles files, String process) {
    List<Mount> mounts = Mount.read(files);
    Cgroups own = Cgroups.parse(files.lines("proc/self/cgroup"), mounts);
    Cgroups theirs = Cgroups.parse(files.lines(process + "/cgroup"), mounts);
    Set<String> folders = new LinkedHashSet<>();
    for (String controller : CONTROLLERS) {
      folder(theirs, controller)
          .filter(one -> !Optional.of(one).equals(folder(own, controller)))
          .ifPresent(folders::add);
    }
    OptionalLong peak =
        folder(theirs, "memory").filter(folders::contains).stream()
            .flatMapToLong(folder -> peak(files, folder).stream())
            .findFirst();
    link(files, process).ifPresent(folders::add);
    return new Resources(
        List.copyOf(folders),
        mounts(files, process, mounts),
        peak.isPresent()
            ? peak
            : ProcText.kibibytes(files.text(process + "/status").orElse(""), "VmHWM"));
  }

  /** Those of the host that have the device of the root inside, or hold the network inside. */
  private static List<String> mounts(ProcFiles files, String process, List<Mount> own) {
    List<Mount> theirs = Mount.parse(files.lines(process + "/mountinfo"));
    Optional<String> ours = files.link(NETWORK);
    Optional<String> network =
        files.link(process + "/ns/net").filter(one -> !Optional.of(one).equals(ours));
    Optional<String> root = Mount.holding(theirs, "/").map(Mount::device);
    boolean same = root.equals(Mount.holding(own, "/").map(Mount::device));
    return own.stream()
        .filter(
            one ->
                (!same && Optional.of(one.device()).equals(root))
                    || Optional.of(one.root()).equals(network))
        .map(Mount::point)
        .toList();
  }

  private static Optional<String> folder(Cgroups groups, String controller) {
    return groups.chain(controller).map(chain -> chain.folders().get(0));
  }

  private static OptionalLong peak(ProcFiles files, String folder) {
    return files
        .line(folder + "/memory.peak")
        .or(() -> files.line(folder + "/memory.max_usage_in_bytes"))
        .map(ProcText::number)
        .orElse(OptionalLong.empty());
  }

  /**
   * The host's device that leads to the one inside; absent where what is seen inside are the host's
   * own devices, as in its network or where its /sys is there too.
   */
  private static Optional<String> link(ProcFiles files, String process) {
    String inside = process + "/root/";
    String address = LINKS + "/eth0/address";
    if (files.line(inside + address).equals(files.line(address))) {
      return Optional.empty();
    }
    Optional<String> peer = files.line(inside + LINKS + "/eth0/iflink");
    return files.names(LINKS).stream()
        .map(name -> LINKS + "/" + name)
        .filter(link -> peer.isPresent() && files.line(link + "/ifindex").equals(peer))
        .findFirst();
  }

  private boolean isMounted(ProcFiles files) {
    return !mounts.isEmpty()
        && Mount.read(files).stream().map(Mount::point).anyMatch(mounts::contains);
  }

  List<String> names() {
    return Stream.concat(folders.stream(), mounts.stream()).toList();
  }

  /**
   * Waits until all are gone, looking twice a millisecond.
   *
   * @return whether they are, before the time is over
   */
  boolean areGoneWithin(long ns) {
    ProcFiles files = ProcFiles.system();
    long deadline = System.nanoTime() + ns;
    while (folders.stream().anyMatch(files::exists) || isMounted(files)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NS);
    }
    return true;
  }
}
