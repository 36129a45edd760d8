package dev.tare.bench.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.openjdk.jmh.runner.RunnerException;

/**
 * One run at a time has the machine, by JMH's own lock on a file in the temporary folder: runs of
 * other projects heed it too. JMH creates the file whenever it opens it, which the kernel forbids
 * where another user left one in a folder for all (fs.protected_regular), even to root. Here an
 * existing file is only opened, and a new one is everybody's; what JMH cannot take is held for it.
 */
public final class RunLock {
  private static final String IGNORE = "jmh.ignoreLock";
  private static final String FORCE = "-D" + IGNORE + "=true";
  private static final String ELSEWHERE = "name another folder with -Djava.io.tmpdir=DIR";

  private RunLock() {}

  /**
   * Refuses where another run has the machine; leaves the lock to JMH in this process, or holds it
   * as long as this process lives, and tells JMH.
   *
   * @throws RunnerException in one line, with the remedy
   */
  public static void check() throws RunnerException, IOException {
    if (Boolean.getBoolean(IGNORE)) {
      return;
    }
    Path file = file();
    // A process gives up all its locks of a file with whichever of its channels it closes first.
    boolean free = canJmhOpen(file);
    FileChannel held = locked(file);
    if (free) {
      held.close();
    } else {
      System.setProperty(IGNORE, "true");
    }
  }

  /**
   * Has the machine until it is closed, for a run whose forks are started elsewhere: in a container
   * JMH finds another temporary folder, and so no lock.
   *
   * @throws RunnerException in one line, with the remedy, where another run has it
   */
  public static AutoCloseable take() throws RunnerException, IOException {
    return Boolean.getBoolean(IGNORE) ? () -> {} : locked(file());
  }

  private static Path file() {
    return Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
  }

  /** Locks the file until the channel is closed. */
  static FileChannel locked(Path file) throws RunnerException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new RunnerException(
          file + " is in the way: runs lock a file of that name; remove it, or " + ELSEWHERE);
    }
    try {
      return locked(file, StandardOpenOption.WRITE);
    } catch (AccessDeniedException e) {
      return lockedForReading(file);
    } catch (NoSuchFileException e) {
      throw new RunnerException(
          "the temporary folder " + file.getParent() + " is not there; " + ELSEWHERE);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /** Another user's: whoever may write it sees this lock, and this process sees theirs. */
  private static FileChannel lockedForReading(Path file) throws RunnerException {
    try {
      return locked(file, StandardOpenOption.READ);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static FileChannel locked(Path file, StandardOpenOption how)
      throws IOException, RunnerException {
    FileChannel channel = opened(file, how);
    try {
      if (isTaken(channel, how == StandardOpenOption.READ)) {
        return channel;
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new RunnerException(
        "another run has this machine (it holds "
            + file
            + "), and two at once would measure each other: wait for it, or force this one with "
            + FORCE);
  }

  /**
   * Locks a file until its channel is closed; false where another process has it, or this one.
   *
   * @param shared whether others may share it: a file that is open for reading alone
   * @throws IOException where its file system has no locks
   */
  public static boolean isTaken(FileChannel channel, boolean shared) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared) != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static FileChannel opened(Path file, StandardOpenOption how) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return FileChannel.open(file, how, LinkOption.NOFOLLOW_LINKS);
    }
    try {
      FileChannel made =
          FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
      return made;
    } catch (FileAlreadyExistsException e) {
      return FileChannel.open(file, how, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** Opens it as JMH does. */
  private static boolean canJmhOpen(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    try (FileChannel any =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      return any.isOpen();
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the remedy: nobody can remove a file that no folder takes. */
  private static String remedy(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? "have it removed, "
        : "start a container with --tmpfs /tmp:exec, ";
  }

  private static RunnerException unusable(Path file, IOException e) {
    String reason =
        e instanceof AccessDeniedException
            ? "permission denied"
            : e instanceof FileSystemException one && one.getReason() != null
                ? one.getReason()
                : e.toString();
    return new RunnerException(
        file
            + " tells whether another run has this machine, and cannot be opened ("
            + reason
            + "): "
            + remedy(file)
            + ELSEWHERE
            + ", or force this run with "
            + FORCE);
  }
}
