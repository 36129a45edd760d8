package dev.tare.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Which run made something, and whether it still lives: written on every container, guest, link,
 * rule, mount and control group, so that what a kill left is told from what is in use.
 *
 * @param run the run's id
 * @param pid of this program
 * @param startedMs when that process started, ms since 1970: pids come again
 * @param place the machine and process namespace in which the pid means something, 8 hexadecimal
 *     digits
 */
public record Owner(String run, long pid, long startedMs, String place) {
  /** What every name that this program gives begins with. */
  public static final String PREFIX = "tare-";

  /** The label's name, for engines that have labels. */
  public static final String LABEL = "dev.tare.owner";

  private static final Pattern TEXT =
      Pattern.compile("([A-Za-z0-9_.-]+):(\\d+):(\\d+):([0-9a-f]{8})");

  private static final String HERE = here();

  /** An owner in this place. */
  public Owner(String run, long pid, long startedMs) {
    this(run, pid, startedMs, HERE);
  }

  /** This process, as the owner of a run. */
  public static Owner ofRun(String run) {
    ProcessHandle self = ProcessHandle.current();
    return new Owner(run, self.pid(), started(self));
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

  /** As it is written into a label. */
  public String text() {
    return run + ":" + pid + ":" + startedMs + ":" + place;
  }

  /**
   * Whether the process that made it still runs. Of one on another machine, or in a container that
   * shares an engine with this one, nobody here can know: it counts as alive.
   */
  public boolean isAlive() {
    return !place.equals(HERE)
        || ProcessHandle.of(pid).filter(one -> started(one) == startedMs).isPresent();
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

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
