package dev.tare.launch;

import dev.tare.proc.Cgroups;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Memory that several environments share, whatever each was promised: a control group of the run on
 * its host, with a limit, inside which every layer makes what it makes. Swap may be had beside it,
 * up to as much again, where the host has any.
 */
public final class MemoryPool implements AutoCloseable {
  private static final String MEMORY = "memory";
  private static final String SUFFIX = "-pool";

  /** The kernel rounds to pages, of at most 64 KiB. */
  private static final long PAGE_BYTES = 65_536;

  private final Environment host;
  private final String name;
  private final Cgroup group;
  private boolean open = true;

  private MemoryPool(Environment host, String name, Cgroup group) {
    this.host = host;
    this.name = name;
    this.group = group;
  }

  /**
   * Makes one, and reads its limit back.
   *
   * @param name begins with {@code tare-}, unlike any other's
   * @param bytes that all of its environments may have together
   * @throws LaunchException where control groups cannot be had, or the limit does not hold
   */
  public static MemoryPool make(Environment host, Owner owner, String name, long bytes)
      throws IOException {
    Limits limits = Limits.NONE.with(MEMORY, Long.toString(bytes));
    Optional<Finding> missing = CgroupCheck.check(host, limits).stream().findFirst();
    if (missing.isPresent()) {
      throw new LaunchException("no pool of memory: " + missing.get().line());
    }
    String folder = Cgroup.folder(name + SUFFIX, owner);
    MemoryPool pool = new MemoryPool(host, folder, Cgroup.pool(host, folder, bytes));
    try {
      pool.readBack(bytes);
      return pool;
    } catch (IOException | RuntimeException e) {
      FailedStart.close(pool::close, e);
      throw e;
    }
  }

  private void readBack(long bytes) throws IOException {
    OptionalLong found = read().limitBytes();
    boolean same = found.isPresent() && Math.abs(found.getAsLong() - bytes) <= PAGE_BYTES;
    if (!same && !host.isDry()) {
      throw new LaunchException(
          "a pool of %s bytes was asked for, its control group finds %s"
              .formatted(bytes, found.isPresent() ? found.getAsLong() : "no limit"));
    }
  }

  /** Returns the control group, from the root of every hierarchy. */
  public String name() {
    return name;
  }

  /** Reads what it counts now; nothing in a dry run. */
  public PoolReading read() throws IOException {
    if (host.isDry()) {
      return PoolReading.NONE;
    }
    String folder = folder();
    List<String> files = PoolReading.FILES.stream().map(file -> folder + "/" + file).toList();
    Command read = Command.of("grep", "-Hs", "").and(files);
    Map<String, String> texts = new TreeMap<>();
    // Files of the other version are not there, which grep says with its exit code.
    for (String line : host.run(read).out().lines().toList()) {
      int colon = line.indexOf(':', folder.length());
      if (colon > 0) {
        String file = line.substring(folder.length() + 1, colon);
        texts.merge(file, line.substring(colon + 1) + "\n", String::concat);
      }
    }
    return PoolReading.parse(texts, kills(folder));
  }

  /** Version 1 counts a kill only in the innermost group; one that has ended takes it along. */
  private String kills(String folder) throws IOException {
    Command find =
        Command.of("find", folder, "-name", PoolReading.KILLS_OF_EACH, "-exec")
            .and("grep", "-hs", "oom_kill ", "{}", "+");
    return host.run(find).out();
  }

  private String folder() {
    return group.folders().iterator().next();
  }

  /**
   * Reads back whether an environment lies in here.
   *
   * @param member made in this pool
   * @throws LaunchException where the memory of its processes is counted elsewhere
   */
  void check(Environment member) throws IOException {
    if (host.isDry()) {
      return;
    }
    Optional<String> pid = member.outsidePid();
    String groups =
        pid.isPresent()
            ? host.ran(Command.of("cat", "/proc/" + pid.get() + "/cgroup"))
            : member.ran(Command.of("cat", "/proc/self/cgroup"));
    List<String> folders =
        ControlGroups.in(host).of(groups, MEMORY).map(Cgroups.Chain::folders).orElse(List.of(""));
    if (!folders.contains(folder())) {
      throw new LaunchException(
          "%s lies in the control group %s, not in its pool of memory, %s"
              .formatted(member.stack(), folders.get(0), folder()));
    }
  }

  /** Ends what runs in it, and removes it from every hierarchy: engines make it in all of them. */
  @Override
  public void close() throws IOException {
    if (!open) {
      return;
    }
    host.ran(Cgroup.removal(Cgroup.folders(host, name)));
    open = false;
  }
}
