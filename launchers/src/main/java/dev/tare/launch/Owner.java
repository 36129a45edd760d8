package dev.tare.launch;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which run made something, and whether it still lives: written on every container, guest, link,
 * rule, mount and control group, so that what a kill left is told from what is in use.
 *
 * @param run the run's id
 * @param pid of this program
 * @param startedMs when that process started, ms since 1970: pids come again
 */
public record Owner(String run, long pid, long startedMs) {
  /** What every name that this program gives begins with. */
  public static final String PREFIX = "tare-";

  /** The label's name, for engines that have labels. */
  public static final String LABEL = "dev.tare.owner";

  private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9_.-]+):(\\d+):(\\d+)");

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
                owner.group(1), Long.parseLong(owner.group(2)), Long.parseLong(owner.group(3))))
        : Optional.empty();
  }

  /** As it is written into a label. */
  public String text() {
    return run + ":" + pid + ":" + startedMs;
  }

  /** Whether the process that made it still runs. */
  public boolean isAlive() {
    return ProcessHandle.of(pid).filter(one -> started(one) == startedMs).isPresent();
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
