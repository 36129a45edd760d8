package dev.tare.launch;

import dev.tare.proc.ProcText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Says which run made something, and whether it still lives: written on every container, guest,
 * link, rule, mount and control group, so that what a kill left is told from what is in use.
 *
 * @param run the run's id
 * @param pid of this program
 * @param startedTicks when that process started, in clock ticks since this machine did: pids come
 *     again, and the time of day may be set
 * @param place the machine and process namespace in which the pid means something, 8 hexadecimal
 *     digits
 */
public record Owner(String run, long pid, long startedTicks, String place) {
  /** Begins every name that this program gives. */
  public static final String PREFIX = "tare-";

  /** The label's name, for engines that have labels. */
  public static final String LABEL = "dev.tare.owner";

  private static final Pattern TEXT =
      Pattern.compile("([A-Za-z0-9_.-]+):(\\d+):(\\d+):([0-9a-f]{8})");

  private static final String HERE = here();

  /** States of a process that nobody has reaped yet. */
  private static final Set<String> ENDED = Set.of("Z", "X");

  /** Is counted from the 3rd field. */
  private static final int STARTED = 19;

  /** Makes an owner in this place. */
  public Owner(String run, long pid, long startedTicks) {
    this(run, pid, startedTicks, HERE);
  }

  /** This process, as the owner of a run. */
  public static Owner ofRun(String run) {
    long self = ProcessHandle.current().pid();
    return new Owner(plain(run), self, started(self).orElse(0));
  }

  /** A run's id as owners have it: only what every engine takes in a name. */
  public static String plain(String run) {
    return run.replaceAll("[^A-Za-z0-9_.-]", "-");
  }

  /** An owner as {@link #text} wrote it; absent where it did not. */
  public static Optional<Owner> parse(String text) {
    Matcher owner = TEXT.matcher(text.strip());
    return owner.matches()
        ? Optional.of(
            new Owner(
                owner.group(1),
                Long.parseLong(owner.group(2)),
                Long.parseLong(owner.group(3)),
                owner.group(4)))
        : Optional.empty();
  }

  /** Returns it as it is written into a label. */
  public String text() {
    return run + ":" + pid + ":" + startedTicks + ":" + place;
  }

  /**
   * Tells whether the process that made it still runs. Of one on another machine, or in a container
   * that shares an engine with this one, nobody here can know: it counts as alive.
   */
  public boolean isAlive() {
    return !place.equals(HERE) || started(pid).stream().anyMatch(ticks -> ticks == startedTicks);
  }

  private static String here() {
    String machine = text(Path.of("/etc/machine-id"));
    String namespace;
    try {
      namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException e) {
      namespace = "";
    }
    String both =
        (machine.isEmpty() ? text(Path.of("/proc/sys/kernel/random/boot_id")) : machine)
            + namespace;
    CRC32 sum = new CRC32();
    sum.update(both.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Reads when a process that has not ended was started, from proc(5): its 22nd field, of which the
   * 2nd may be any.
   */
  private static OptionalLong started(long pid) {
    String stat = text(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = ProcText.afterName(stat);
    return fields.length > STARTED && !ENDED.contains(fields[0])
        ? ProcText.number(fields[STARTED])
        : OptionalLong.empty();
  }
}
