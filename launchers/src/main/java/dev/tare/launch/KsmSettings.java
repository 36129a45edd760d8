package dev.tare.launch;

import dev.tare.proc.ProcFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has the settings of the kernel's KSM as they were, while a run changes them, and restores them.
 * They lie in a file of the run from before the first change on, where every cleaning looks, so
 * that they are restored also after a kill. One run at a time has them.
 */
public final class KsmSettings implements Closeable {
  /** Says where the kernel has them. */
  public static final String FOLDER = "/sys/kernel/mm/ksm";

  public static final String RUN = "run";

  /** Stops the scanning; what is merged stays so. */
  public static final String STOP = "0";

  /** Scans. */
  public static final String SCAN = "1";

  /** Stops the scanning, and parts what is merged. */
  public static final String UNMERGE = "2";

  /** Says who sets how many pages are scanned; the kernel refuses anybody else while one does. */
  public static final String ADVISOR = "advisor_mode";

  public static final String NO_ADVISOR = "none";

  private static final String FILE = "ksm";

  /** Is locked: the lock would be lost with a file that this process reads, too. */
  private static final String LOCKED = "max_page_sharing";

  /** Begins the line with the boot since which they hold. */
  private static final String BOOT = "boot ";

  private static final String BOOT_ID = "proc/sys/kernel/random/boot_id";

  /** Keeps the order in which they are restored: an advisor, where there is one, sets others. */
  private static final List<String> NAMES =
      List.of("pages_to_scan", "sleep_millisecs", "use_zero_pages", ADVISOR);

  private static final Pattern CHOSEN = Pattern.compile("\\[([a-z0-9-]+)]");

  private final Environment host;
  private final Path kernel;
  private final Path folder;
  private final Closeable lock;
  private boolean closed;

  private KsmSettings(Environment host, Path kernel, Path folder, Closeable lock) {
    this.host = host;
    this.kernel = kernel;
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Keeps them as they are now.
   *
   * @param host this machine, with the run's scratch folder
   * @param files its /sys
   * @param alone whether nobody else shares pages: then what is merged is parted again
   * @param all whether all of them are to be changed, and not only {@link #RUN}
   * @throws LaunchException where another run has them
   */
  public static KsmSettings keep(Environment host, ProcFiles files, boolean alone, boolean all)
      throws IOException {
    Path kernel = files.root().resolve(FOLDER.substring(1));
    Path scratch = Path.of(host.places().scratch());
    Closeable lock = host.isDry() ? () -> {} : locked(kernel.resolve(LOCKED));
    try {
      Path folder = host.isDry() ? scratch : ScratchFolders.found(scratch);
      List<String> lines = restoring(files, alone, all);
      host.write(String.join("\n", lines) + "\n", folder.resolve(FILE).toString());
      return new KsmSettings(host, kernel, folder, lock);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static Closeable locked(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      throw new LaunchException("another run is changing the settings of KSM: one at a time can");
    }
    return channel;
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // It is this process that has them.
      return false;
    }
  }

  private static List<String> restoring(ProcFiles files, boolean alone, boolean all) {
    List<String> lines = new ArrayList<>();
    boot(files).ifPresent(lines::add);
    if (alone) {
      lines.add(RUN + " " + UNMERGE);
    }
    if (all) {
      value(files, ADVISOR).ifPresent(any -> lines.add(ADVISOR + " " + NO_ADVISOR));
      NAMES.forEach(name -> add(lines, files, name));
    }
    add(lines, files, RUN);
    return lines;
  }

  private static void add(List<String> lines, ProcFiles files, String name) {
    value(files, name).ifPresent(value -> lines.add(name + " " + value));
  }

  private static Optional<String> boot(ProcFiles files) {
    return files.line(BOOT_ID).map(id -> BOOT + id);
  }

  /** Returns the value of a setting; of several words the one in brackets. */
  static Optional<String> value(ProcFiles files, String name) {
    Optional<String> line = files.line(FOLDER + "/" + name);
    Optional<Matcher> chosen = line.map(CHOSEN::matcher).filter(Matcher::find);
    return chosen.isPresent() ? chosen.map(one -> one.group(1)) : line;
  }

  /**
   * Changes one of those that are kept.
   *
   * @throws LaunchException where they are restored already
   */
  public synchronized void set(String name, String value) throws IOException {
    if (closed) {
      throw new LaunchException("interrupted: the settings of KSM are restored");
    }
    host.write(value, kernel.resolve(name).toString());
  }

  /** Restores them; once that is done, again it does nothing. */
  @Override
  public synchronized void close() throws IOException {
    List<Command> commands =
        closed || !host.isDry() && !Files.exists(folder.resolve(FILE))
            ? List.of()
            : List.of(command(kernel, folder));
    for (Command command : commands) {
      host.ran(command);
    }
    if (!closed && !host.isDry() && !folder.equals(Path.of(host.places().scratch()))) {
      ScratchFolders.remove(folder);
    }
    closed = true;
    lock.close();
  }

  /** The commands that restore what a folder keeps of them; none where it keeps nothing of now. */
  static List<Command> restoration(Path folder) {
    Path file = folder.resolve(FILE);
    return isOfRoot(file) && isOfThisBoot(file)
        ? List.of(command(Path.of(FOLDER), folder))
        : List.of();
  }

  /** A machine that was booted anew has settings that no run has changed. */
  private static boolean isOfThisBoot(Path file) {
    Optional<String> now = boot(ProcFiles.system());
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(BOOT))
          .allMatch(line -> now.filter(line::equals).isPresent());
    } catch (IOException e) {
      // Whoever restores them says so.
      return true;
    }
  }

  /** Nobody else could have changed them, and others may make folders that look like ours. */
  static boolean isOfRoot(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName().equals("root");
    } catch (IOException e) {
      return false;
    }
  }

  private static Command command(Path kernel, Path folder) {
    return Script.of("ksm-restore", kernel.toString(), folder.resolve(FILE).toString());
  }
}
