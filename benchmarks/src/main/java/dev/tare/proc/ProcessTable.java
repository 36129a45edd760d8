package dev.tare.proc;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The processes that this system shows, those of its containers among them.
 *
 * @param byPid those of /proc; one that ended while it was read is not there
 */
public record ProcessTable(SortedMap<Long, Entry> byPid) {
  private static final int PARENT = 1;
  private static final int STARTED = 19;

  /**
   * Is one process.
   *
   * @param parent pid of its parent; 0 where it has none here
   * @param startedTicks since boot, /proc/PID/stat: a pid comes again, with another start
   * @param groups its control groups, the lines of /proc/PID/cgroup
   */
  public record Entry(long pid, long parent, long startedTicks, List<String> groups) {
    public Entry {
      groups = List.copyOf(groups);
    }
  }

  public ProcessTable {
    byPid = Collections.unmodifiableSortedMap(new TreeMap<>(byPid));
  }

  /** Returns the processes of now. */
  public static ProcessTable read(ProcFiles files) {
    SortedMap<Long, Entry> all = new TreeMap<>();
    for (String name : files.names("proc")) {
      OptionalLong pid = ProcText.number(name);
      if (pid.isPresent()) {
        files
            .text("proc/" + name + "/stat")
            .flatMap(stat -> parse(pid.getAsLong(), stat, files.lines("proc/" + name + "/cgroup")))
            .ifPresent(entry -> all.put(entry.pid(), entry));
      }
    }
    return new ProcessTable(all);
  }

  /** One process from its stat and cgroup files; absent where the former is torn. */
  static Optional<Entry> parse(long pid, String stat, List<String> groups) {
    String[] fields = ProcText.afterName(stat);
    if (fields.length <= STARTED) {
      return Optional.empty();
    }
    OptionalLong parent = ProcText.number(fields[PARENT]);
    OptionalLong started = ProcText.number(fields[STARTED]);
    return parent.isPresent() && started.isPresent()
        ? Optional.of(new Entry(pid, parent.getAsLong(), started.getAsLong(), groups))
        : Optional.empty();
  }

  /**
   * Returns what has come since and is the doing of one process: its descendants, and what runs in
   * control groups that were not there, which is where engines put what they were asked to start.
   *
   * @param self that process, itself left out
   */
  public List<Entry> since(ProcessTable before, long self) {
    Set<String> known = new HashSet<>();
    before.byPid.values().forEach(entry -> known.addAll(entry.groups()));
    return byPid.values().stream()
        .filter(entry -> entry.pid() != self && !isIn(before, entry))
        .filter(entry -> descends(entry, self) || !known.containsAll(entry.groups()))
        .toList();
  }

  private static boolean isIn(ProcessTable before, Entry entry) {
    Entry then = before.byPid.get(entry.pid());
    return then != null && then.startedTicks() == entry.startedTicks();
  }

  private boolean descends(Entry entry, long ancestor) {
    Set<Long> seen = new HashSet<>();
    Entry at = entry;
    while (at != null && seen.add(at.pid())) {
      if (at.parent() == ancestor) {
        return true;
      }
      at = byPid.get(at.parent());
    }
    return false;
  }
}
