package dev.tare.launch;

import dev.tare.proc.ProcFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has the settings of the kernel's KSM as they were, while a run changes them, and restores them.
 * They lie in a file of the run's scratch folder from before the first change on, so that they are
 * restored also after a kill, with the folder.
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

  private static final String FILE = "ksm";

  /** In the order in which they are restored: an advisor, where there is one, sets others. */
  private static final List<String> NAMES =
      List.of("pages_to_scan", "sleep_millisecs", "use_zero_pages", "advisor_mode", RUN);

  private static final Pattern CHOSEN = Pattern.compile("\\[([a-z0-9-]+)]");

  private final Environment host;
  private final Path kernel;
  private final Path folder;
  private boolean closed;

  /**
   * @param kernel the folder of the kernel's KSM
   * @param folder the run's scratch folder
   */
  private KsmSettings(Environment host, Path kernel, Path folder) {
    this.host = host;
    this.kernel = kernel;
    this.folder = folder;
  }

  /**
   * Keeps them as they are now.
   *
   * @param host this machine, with the run's scratch folder
   * @param files its /sys
   * @param alone whether nobody else shares pages: then what is merged is parted again
   */
  public static KsmSettings keep(Environment host, ProcFiles files, boolean alone)
      throws IOException {
    List<String> lines = new ArrayList<>();
    if (alone) {
      lines.add(RUN + " " + UNMERGE);
    }
    for (String name : NAMES) {
      value(files, name).ifPresent(value -> lines.add(name + " " + value));
    }
    String file = host.places().scratch() + "/" + FILE;
    host.write(String.join("\n", lines) + "\n", file);
    Path kernel = files.root().resolve(FOLDER.substring(1));
    return new KsmSettings(host, kernel, Path.of(host.places().scratch()));
  }

  /** The value of a setting; of several words the one in brackets. */
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
    closed = true;
  }

  /** The commands that restore what a folder keeps of them; none where it keeps nothing. */
  static List<Command> restoration(Path folder) {
    return isOfRoot(folder.resolve(FILE)) ? List.of(command(Path.of(FOLDER), folder)) : List.of();
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
