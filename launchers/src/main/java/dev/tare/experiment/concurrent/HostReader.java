package dev.tare.experiment.concurrent;

import dev.tare.experiment.Session;
import dev.tare.proc.Cgroups;
import dev.tare.proc.Mount;
import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import dev.tare.proc.ProcessTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how much of the host is in use, and how much of that by guests of this process. */
public final class HostReader {
  private static final Pattern TASKS = Pattern.compile("(?:\\S+ ){3}\\d+/(\\d+) .*");

  private static final Pattern OWNED = Pattern.compile("[/.]tare-(\\d+)-");

  private final ProcFiles files;
  private final Path disk;
  private final long self;
  private final ProcessTable before;

  /**
   * Whatever comes from now on is taken for a guest's.
   *
   * @param disk a folder of the file system that guests use
   * @param self pid of this process
   */
  public HostReader(ProcFiles files, Path disk, long self) {
    this.files = files;
    this.disk = disk;
    this.self = self;
    this.before = ProcessTable.read(files);
  }

  /** Returns that of this machine, from now on. */
  public static HostReader of(Session session) {
    Path data = Path.of(session.host().places().data());
    Path disk = Files.isDirectory(data) ? data : Path.of("/var/tmp");
    return new HostReader(ProcFiles.system(), disk, ProcessHandle.current().pid());
  }

  /** Returns the host now. */
  public HostReading read() {
    List<ProcessTable.Entry> guests = guests();
    return new HostReading(
        memory("MemAvailable"),
        pss(guests),
        groups(guests),
        tasks(files.line("proc/loadavg").orElse("")),
        free(disk));
  }

  /** Returns what of the guests' memory the kernel's KSM has merged, as their processes say it. */
  public MergedMemory merged() {
    return MergedMemory.of(files, guests().stream().map(ProcessTable.Entry::pid).toList());
  }

  /**
   * Returns those that have come since and are ours: other runs of this program carry their own
   * pid.
   */
  private List<ProcessTable.Entry> guests() {
    return ProcessTable.read(files).since(before, self).stream()
        .filter(guest -> guest.groups().stream().noneMatch(group -> isForeign(group, self)))
        .toList();
  }

  static boolean isForeign(String group, long self) {
    Matcher owner = OWNED.matcher(group);
    return owner.find() && !owner.group(1).equals(String.valueOf(self));
  }

  /** Memory that could be had now, bytes; absent where the host does not say. */
  public OptionalLong availableBytes() {
    return memory("MemAvailable");
  }

  /** Returns what the kernel has counted of memory since it booted; absent where it does not. */
  OptionalLong vmstat(String name) {
    return ProcText.count(files.text("proc/vmstat").orElse(""), name);
  }

  boolean hasSwap() {
    return files.lines("proc/swaps").size() > 1;
  }

  /**
   * Counts the processes killed for want of memory since the host booted; absent before Linux 4.13.
   */
  OptionalLong memoryKills() {
    return vmstat("oom_kill");
  }

  /**
   * The control groups of environments, each found by the folder for data that its processes were
   * given. A machine's processes are not seen from here.
   *
   * @param roles what the folders are called
   * @return by role, a folder from the root
   */
  Map<String, String> cpuGroups(Collection<String> roles) {
    List<Mount> mounts = Mount.read(files);
    Set<String> known = folders(mounts, before.byPid().values(), "cpu");
    Map<String, String> groups = new TreeMap<>();
    for (ProcessTable.Entry guest : guests()) {
      Optional<String> role =
          files.text("proc/" + guest.pid() + "/cmdline").flatMap(line -> role(line, roles));
      Optional<Cgroups.Chain> chain = Cgroups.parse(guest.groups(), mounts).chain("cpu");
      chain
          .map(one -> one.folders().get(0))
          .filter(folder -> role.isPresent() && !known.contains(folder))
          .ifPresent(folder -> groups.put(role.get(), folder));
    }
    return groups;
  }

  /** Returns the role whose folder for data a command line names; absent where it names none. */
  static Optional<String> role(String cmdline, Collection<String> roles) {
    return Arrays.stream(cmdline.split("\0"))
        .filter(word -> word.startsWith("-Dtare.data="))
        .map(word -> word.substring(word.lastIndexOf('/') + 1))
        .filter(roles::contains)
        .findFirst();
  }

  /** CPU time of groups since they were made, ns; without those that do not say. */
  Map<String, Long> cpuNs(Map<String, String> groups) {
    Map<String, Long> times = new TreeMap<>();
    groups.forEach(
        (role, folder) -> {
          OptionalLong v1 = number(folder + "/cpuacct.usage");
          OptionalLong us =
              ProcText.count(files.text(folder + "/cpu.stat").orElse(""), "usage_usec");
          if (v1.isPresent() || us.isPresent()) {
            times.put(role, v1.isPresent() ? v1.getAsLong() : us.getAsLong() * 1000);
          }
        });
    return times;
  }

  /** Returns what there is at most, whoever uses it. */
  public Ceiling ceiling() {
    return Ceiling.of(memory("MemTotal"), mostTasks(), size(disk));
  }

  private OptionalLong memory(String name) {
    return ProcText.kibibytes(files.text("proc/meminfo").orElse(""), name);
  }

  /** Reads a file of one line that is a number; absent where it is none. */
  private OptionalLong number(String file) {
    return ProcText.number(files.line(file).orElse(""));
  }

  static OptionalLong tasks(String loadavg) {
    Matcher matcher = TASKS.matcher(loadavg);
    return matcher.matches() ? ProcText.number(matcher.group(1)) : OptionalLong.empty();
  }

  /** The tightest of what the kernel, and the group that this process is in, let be started. */
  private OptionalLong mostTasks() {
    List<String> limits = List.of("proc/sys/kernel/threads-max", "proc/sys/kernel/pid_max");
    OptionalLong least =
        limits.stream().map(this::number).flatMapToLong(OptionalLong::stream).min();
    OptionalLong group =
        Cgroups.read(files).chain("pids").stream()
            .flatMap(chain -> chain.folders().stream())
            .map(folder -> number(folder + "/pids.max"))
            .flatMapToLong(OptionalLong::stream)
            .min();
    return group.isPresent() && group.getAsLong() < least.orElse(Long.MAX_VALUE) ? group : least;
  }

  /** A process that ends meanwhile has no memory any more, and is no reason to say nothing. */
  private OptionalLong pss(List<ProcessTable.Entry> guests) {
    long sum = 0;
    for (ProcessTable.Entry guest : guests) {
      String folder = "proc/" + guest.pid();
      OptionalLong own = ProcText.pssBytes(files.text(folder + "/smaps_rollup").orElse(""));
      boolean hidden = own.isEmpty() && hasMemory(folder);
      if (hidden) {
        return OptionalLong.empty();
      }
      sum += own.orElse(0);
    }
    return guests.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
  }

  /** Tells whether a process has pages: kernel threads and those that have ended have none. */
  private boolean hasMemory(String folder) {
    String status = files.text(folder + "/status").orElse("");
    return ProcText.kibibytes(status, "VmRSS").orElse(0) > 0;
  }

  private OptionalLong groups(List<ProcessTable.Entry> guests) {
    List<Mount> mounts = Mount.read(files);
    Set<String> own = folders(mounts, before.byPid().values(), "memory");
    Set<String> theirs = folders(mounts, guests, "memory");
    theirs.removeAll(own);
    long sum = 0;
    for (String folder : theirs) {
      sum +=
          files
              .line(folder + "/memory.current")
              .or(() -> files.line(folder + "/memory.usage_in_bytes"))
              .map(line -> ProcText.number(line).orElse(0))
              .orElse(0L);
    }
    return theirs.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
  }

  private static Set<String> folders(
      List<Mount> mounts, Iterable<ProcessTable.Entry> processes, String controller) {
    Set<String> folders = new TreeSet<>();
    for (ProcessTable.Entry process : processes) {
      Cgroups.parse(process.groups(), mounts)
          .chain(controller)
          .ifPresent(chain -> folders.add(chain.folders().get(0)));
    }
    return folders;
  }

  private static OptionalLong free(Path folder) {
    OptionalLong size = size(folder);
    return size.isPresent() ? OptionalLong.of(folder.toFile().getUsableSpace()) : size;
  }

  /** Not by its mount: a chroot may see none that holds the folder. No file system has 0 bytes. */
  private static OptionalLong size(Path folder) {
    long bytes = folder.toFile().getTotalSpace();
    return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
  }
}
