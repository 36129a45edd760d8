package dev.tare.launch;

import dev.tare.proc.Mount;
import dev.tare.proc.ProcFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes, finds and removes the folders of runs on this host: each is named {@code tare-...} and
 * says who owns it.
 */
public final class ScratchFolders {
  /** The file in a folder that holds {@link Owner#text}. */
  public static final String OWNER = "owner";

  /** The file in a folder with work trees of git that says whose they are. */
  public static final String REPOSITORY = "repository";

  /** The link in a folder to another of the same run, where nobody would look for that. */
  private static final String ELSEWHERE = "elsewhere";

  /** Is how often one is removed that another removes as well. */
  private static final int ATTEMPTS = 5;

  private static final List<Path> EVERYBODYS = List.of(Path.of("/tmp"), Path.of("/var/tmp"));

  private static final FileAttribute<?> OWN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private ScratchFolders() {}

  /** Returns where runs have them: for small files, and for data that is to lie on a disk. */
  public static Set<Path> bases() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    Set<Path> all = new LinkedHashSet<>(List.of(temporary));
    all.addAll(EVERYBODYS);
    return all;
  }

  /**
   * Returns a folder of the same run that others find, whichever folder for temporary files they
   * have: itself, or one of its name and its owner that is made beside those of others.
   */
  static Path found(Path folder) throws IOException {
    if (EVERYBODYS.contains(folder.getParent())) {
      return folder;
    }
    Path twin = EVERYBODYS.get(0).resolve(folder.getFileName());
    // Who made one of this name before could read along, and is refused.
    Files.createDirectory(twin, OWN);
    Files.copy(folder.resolve(OWNER), twin.resolve(OWNER));
    return twin;
  }

  /** Makes a folder for small files that belongs to an owner. */
  public static Path make(Owner owner) throws IOException {
    Path folder = Files.createTempDirectory(Owner.PREFIX + owner.run() + "-");
    Files.writeString(folder.resolve(OWNER), owner.text());
    return folder;
  }

  /** Has a folder found, and removed, with another of its run. */
  public static void tell(Path folder, Path elsewhere) throws IOException {
    if (!bases().contains(elsewhere.getParent())) {
      Files.createSymbolicLink(folder.resolve(ELSEWHERE), elsewhere);
    }
  }

  /**
   * Finds those that are there, whoever owns them. Left out are those of other users, and those in
   * which something is mounted: removing through a mount would remove what is mounted.
   */
  public static List<StaleResource> in(Collection<Path> bases) throws IOException {
    List<StaleResource> found = new ArrayList<>();
    owned(bases).forEach((folder, owner) -> found.add(resource(folder, owner)));
    return found;
  }

  /**
   * Removes those that are there and whose run has ended, but for what holds settings of the host
   * that are to be restored first.
   */
  public static void removeAbandoned(Collection<Path> bases) throws IOException {
    for (Map.Entry<Path, Owner> one : owned(bases).entrySet()) {
      if (!one.getValue().isAlive() && restoration(one.getKey()).isEmpty()) {
        remove(one.getKey());
      }
    }
  }

  /** Removes a folder, unless it holds settings of the host that are to be restored first. */
  public static void removeRestored(Path folder) throws IOException {
    if (KsmSettings.restoration(folder).isEmpty()) {
      remove(folder);
    }
  }

  /** Finds a run, living or killed, that has changed settings of the host and not restored them. */
  public static Optional<Owner> changer(Collection<Path> bases) throws IOException {
    return owned(bases).entrySet().stream()
        .filter(one -> !KsmSettings.restoration(one.getKey()).isEmpty())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /**
   * Removes a folder and all in it, or a file; links are not followed, and mounts stay. Another
   * that removes the same at this moment is no hindrance.
   */
  public static void remove(Path folder) throws IOException {
    for (int left = ATTEMPTS; Files.exists(folder, LinkOption.NOFOLLOW_LINKS); left--) {
      try {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && holdsMount(folder)) {
          return;
        }
        removeAll(folder);
      } catch (NoSuchFileException e) {
        if (left == 1) {
          throw e;
        }
      }
    }
  }

  private static void removeAll(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path one : all) {
      Files.deleteIfExists(one);
    }
  }

  private static Map<Path, Owner> owned(Collection<Path> bases) throws IOException {
    Map<Path, Owner> found = new LinkedHashMap<>();
    for (Path base : bases) {
      if (Files.isReadable(base)) {
        try (DirectoryStream<Path> ours = Files.newDirectoryStream(base, Owner.PREFIX + "*")) {
          for (Path folder : ours) {
            addOwned(folder, found);
          }
        }
      }
    }
    return found;
  }

  /** The one that is elsewhere goes first: the link to it is there until it is gone. */
  private static void addOwned(Path folder, Map<Path, Owner> found) throws IOException {
    Optional<Owner> owner = owner(folder);
    if (owner.isEmpty()) {
      return;
    }
    Path link = folder.resolve(ELSEWHERE);
    if (Files.isSymbolicLink(link)) {
      Path other = Files.readSymbolicLink(link);
      owner(other).filter(owner.get()::equals).ifPresent(same -> found.put(other, same));
    }
    found.put(folder, owner.get());
  }

  private static StaleResource resource(Path folder, Owner owner) {
    Command removal = Command.of("rm", "-rf", "--one-file-system", folder.toString());
    List<Command> all = new ArrayList<>(restoration(folder));
    all.addAll(withPruning(folder, removal));
    return new StaleResource("folder " + folder, owner, all);
  }

  private static List<Command> restoration(Path folder) {
    List<Command> all = new ArrayList<>(KsmSettings.restoration(folder));
    all.addAll(RuncMove.restoration(folder));
    return all;
  }

  private static List<Command> withPruning(Path folder, Command removal) {
    try {
      String repository = Files.readString(folder.resolve(REPOSITORY)).strip();
      return List.of(removal, Command.of("git", "-C", repository, "worktree", "prune"));
    } catch (IOException e) {
      // It has no work trees.
      return List.of(removal);
    }
  }

  /** Returns whose it is; nobody's where it is not ours, or its run ends just now. */
  private static Optional<Owner> owner(Path folder) throws IOException {
    try {
      return told(folder);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<Owner> told(Path folder) throws IOException {
    Path owner = folder.resolve(OWNER);
    boolean ours =
        Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && Files.isWritable(folder)
            && Files.isRegularFile(owner, LinkOption.NOFOLLOW_LINKS)
            && Files.isReadable(owner)
            && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(owner))
            && !holdsMount(folder);
    return ours ? Owner.parse(Files.readString(owner)) : Optional.empty();
  }

  private static boolean holdsMount(Path folder) throws IOException {
    String below = folder.toRealPath() + "/";
    return Mount.read(ProcFiles.system()).stream()
        .anyMatch(mount -> mount.point().startsWith(below));
  }
}
