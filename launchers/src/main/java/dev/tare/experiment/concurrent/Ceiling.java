package dev.tare.experiment.concurrent;

import dev.tare.experiment.Words;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Describes what the host keeps for itself, whoever asks: guests get no further than there.
 *
 * @param keptBytes memory that stays available; absent where the host does not say what it has
 * @param mostTasks processes and threads, the guests' among them
 * @param keptDiskBytes space that stays free
 */
public record Ceiling(OptionalLong keptBytes, OptionalLong mostTasks, OptionalLong keptDiskBytes) {
  private static final long LEAST_BYTES = 512L << 20;
  private static final long LEAST_DISK = 1L << 30;

  /** That many pools have to fit. */
  private static final double POOL_SHARE = 2;

  /**
   * A tenth of the memory and of the tasks stays free, a twentieth of the disk, and never less than
   * 512 MiB of memory and 1 GiB of disk.
   *
   * @param memoryBytes all there is
   * @param tasks all that may be
   * @param diskBytes all there is
   */
  static Ceiling of(OptionalLong memoryBytes, OptionalLong tasks, OptionalLong diskBytes) {
    return new Ceiling(
        share(memoryBytes, 10, LEAST_BYTES),
        tasks.isPresent()
            ? OptionalLong.of(tasks.getAsLong() - tasks.getAsLong() / 10)
            : OptionalLong.empty(),
        share(diskBytes, 20, LEAST_DISK));
  }

  private static OptionalLong share(OptionalLong all, long of, long least) {
    return all.isPresent()
        ? OptionalLong.of(Math.max(all.getAsLong() / of, least))
        : OptionalLong.empty();
  }

  /**
   * Tells why so many guests do not fit.
   *
   * @param idle the host without any of them
   * @return one line that names which ceiling it is, first of all; absent where they fit
   */
  public Optional<String> refusal(int guests, GuestCost each, HostReading idle) {
    return refusal(guests, each, 0, idle);
  }

  /**
   * Tells why so many guests cannot share a pool of memory: it takes no more of the host than its
   * limit, which has to be far from what the host has.
   *
   * @param poolBytes its limit; 0 where there is none
   * @param each whose memory is not looked at where there is a pool
   */
  public Optional<String> refusal(int guests, GuestCost each, long poolBytes, HostReading idle) {
    Optional<String> memory = poolBytes == 0 ? memory(guests, each, idle) : pool(poolBytes, idle);
    return memory.or(() -> tasks(guests, each, idle)).or(() -> disk(guests, each, idle));
  }

  private Optional<String> pool(long poolBytes, HostReading idle) {
    if (keptBytes.isEmpty() || idle.availableBytes().isEmpty()) {
      return Optional.empty();
    }
    double had = idle.availableBytes().getAsLong() - keptBytes.getAsLong();
    return POOL_SHARE * poolBytes <= had
        ? Optional.empty()
        : Optional.of(
            "memory: a pool of "
                + Words.bytes(poolBytes)
                + " would be more than half of the "
                + Words.bytes(Math.max(0, had))
                + " that can be had, with "
                + Words.bytes(keptBytes.getAsLong())
                + " left to the host; --limit memory=SIZE makes it smaller");
  }

  private Optional<String> memory(int guests, GuestCost each, HostReading idle) {
    return bytes(
        "memory",
        guests,
        each,
        each.memoryBytes(),
        keptBytes,
        idle.availableBytes(),
        " can be had");
  }

  private Optional<String> tasks(int guests, GuestCost each, HostReading idle) {
    if (mostTasks.isEmpty() || idle.tasks().isEmpty()) {
      return Optional.empty();
    }
    double had = mostTasks.getAsLong() - idle.tasks().getAsLong();
    double needed = guests * each.tasks();
    return needed <= had
        ? Optional.empty()
        : Optional.of(
            "pids: "
                + needs(guests, count(needed), count(each.tasks()), each)
                + count(Math.max(0, had))
                + " more may be started, with a tenth left to the host");
  }

  private Optional<String> disk(int guests, GuestCost each, HostReading idle) {
    return bytes(
        "disk", guests, each, each.diskBytes(), keptDiskBytes, idle.diskBytes(), " are free");
  }

  /** A ceiling in bytes: what each takes of what there is, without what the host keeps. */
  private static Optional<String> bytes(
      String name,
      int guests,
      GuestCost each,
      double one,
      OptionalLong kept,
      OptionalLong there,
      String free) {
    if (kept.isEmpty() || there.isEmpty()) {
      return Optional.empty();
    }
    double had = there.getAsLong() - kept.getAsLong();
    return guests * one <= had
        ? Optional.empty()
        : Optional.of(
            name
                + ": "
                + needs(guests, Words.bytes(guests * one), Words.bytes(one), each)
                + Words.bytes(Math.max(0, had))
                + free
                + ", with "
                + Words.bytes(kept.getAsLong())
                + " left to the host");
  }

  private static String needs(int guests, String all, String one, GuestCost each) {
    String source = each.measured() ? "as the step before took" : "as asked for or usual";
    return guests + " would need " + all + " (" + one + " each, " + source + "), ";
  }

  private static String count(double tasks) {
    return String.format(Locale.ROOT, "%.0f", tasks);
  }
}
