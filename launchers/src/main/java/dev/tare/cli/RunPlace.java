package dev.tare.cli;

import dev.tare.bench.run.CapturedRun;
import dev.tare.experiment.OwnJar;
import dev.tare.result.Nearest;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Describes where runs are kept: a folder of its own for each. */
final class RunPlace {
  /** Holds what was built for a run, before it began. */
  static final String BUILD = "build";

  /** Root may write there by the look of the permissions, and may not. */
  private static final Set<String> OF_THE_KERNEL = Set.of("proc", "sysfs", "cgroup", "cgroup2");

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RunPlace() {}

  /** Returns the name of a run: when it started, to the millisecond, so that names sort by time. */
  static String id(Instant started) {
    return NAME.format(started);
  }

  /**
   * The folder of a run that begins; refuses what holds anything, and what has no name.
   *
   * @param asked absent: one that is named by when it started
   */
  static Path of(Optional<Path> asked, Instant started) {
    checkNamed(asked);
    return asked.orElseGet(() -> RunReader.RUNS.resolve(id(started))).normalize();
  }

  /** Refuses the root: a run needs a folder of its own. */
  static void checkNamed(Optional<Path> asked) {
    UsageFailure.refuse(
        "--out ",
        asked
            .map(Path::normalize)
            .filter(folder -> folder.toAbsolutePath().normalize().getFileName() == null)
            .map(folder -> folder + ": the root; a run needs a folder of its own"));
  }

  /** Refuses a folder that holds anything, or that cannot be made. */
  static void checkNew(Path folder) throws IOException {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    if (!isWritable(there)) {
      throw unwritable(folder, there + " is no folder that may be written");
    }
    if (Files.isDirectory(folder)) {
      try (Stream<Path> inside = Files.list(folder)) {
        if (inside.anyMatch(one -> !one.endsWith(BUILD))) {
          throw notEmpty(folder);
        }
      }
    }
  }

  /** Refuses, before anything is made, a temporary folder that is not there or is read only. */
  static void checkTemporary() {
    try {
      CapturedRun.checkTemporaryFolder();
    } catch (IOException e) {
      throw new CommandFailure(e.getMessage());
    }
  }

  /** Removes a folder in which no run has begun: it would be taken for one. */
  static void removeEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // Something is in it: it is left as it is.
      return;
    }
  }

  /** Tells whether a folder is that of a run that has begun to measure. */
  static boolean hasBegun(Path folder) {
    return Files.exists(folder.resolve("run.json"));
  }

  /** Tells whether a folder may hold new files. */
  static boolean isWritable(Path folder) {
    return Files.isDirectory(folder) && Files.isWritable(folder) && !isOfTheKernel(folder);
  }

  private static boolean isOfTheKernel(Path folder) {
    try {
      return OF_THE_KERNEL.contains(Files.getFileStore(folder).type());
    } catch (IOException e) {
      // After chroot nothing need be mounted at the root.
      return false;
    }
  }

  /** Refuses what is no folder for data: one that is made would lie on another disk. */
  static void checkData(String folder) {
    Path data = Path.of(folder);
    if (!Files.isDirectory(data) || !Files.isWritable(data)) {
      throw new UsageFailure("--data " + data + ": no folder that may be written");
    }
  }

  /** Returns where what has that name is kept. */
  static Path kept(String name) {
    return RunReader.RUNS.resolve(name);
  }

  /** Makes the folder of a run that begins. */
  static RunFolder create(Path folder, RunDocument planned) {
    try {
      return RunFolder.create(folder, planned);
    } catch (FileAlreadyExistsException e) {
      // Another run began in it meanwhile.
      throw hasBegun(folder) ? notEmpty(folder) : unwritable(folder, CommandFailure.reason(e));
    } catch (IOException e) {
      throw unwritable(folder, CommandFailure.reason(e));
    }
  }

  private static UsageFailure notEmpty(Path folder) {
    return new UsageFailure("--out " + folder + ": not empty; a run needs a folder of its own");
  }

  private static CommandFailure unwritable(Path folder, String why) {
    return new CommandFailure(
        "cannot write the run folder " + folder + " (" + why + "); name one with --out DIR");
  }

  /**
   * The folder of a run that is to be gone on with; refuses another verb's and another jar's.
   *
   * @param name its id, or the folder
   */
  static RunFolder begun(String verb, String name) {
    Path asked = Path.of(name);
    Path path = hasBegun(asked) ? asked : kept(name);
    if (!Files.exists(path)) {
      String near = Nearest.asked(asked);
      throw new UsageFailure(
          "--resume " + name + ": no such run" + (near.isEmpty() ? Nearest.asked(path) : near));
    }
    RunFolder folder = read(name, () -> RunFolder.open(path.normalize()));
    String own = folder.document().plan().get("verb");
    if (!verb.equals(own)) {
      throw new UsageFailure(
          "--resume " + name + ": not a run of " + verb + (own == null ? "" : " but of " + own));
    }
    checkJar(Optional.ofNullable(folder.document().plan().get(RunDocument.JAR)));
    return folder;
  }

  /** Describes what is read of a run that is to be gone on with. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws IOException;
  }

  /** Reads it; what will not do is one line. */
  static <T> T read(String name, Reading<T> reading) {
    try {
      return reading.read();
    } catch (BadInput | IllegalArgumentException e) {
      throw new UsageFailure("--resume " + name + ": " + e.getMessage());
    } catch (IOException e) {
      throw new CommandFailure("--resume " + name + ": " + CommandFailure.reason(e));
    }
  }

  /**
   * Refuses what another jar has begun.
   *
   * @param jar its hash; absent: nobody knows
   */
  static void checkJar(Optional<String> jar) {
    try {
      if (jar.isPresent() && !jar.get().equals(OwnJar.running().sha256())) {
        throw new UsageFailure(
            "--resume: the run was begun by another jar (" + jar.get() + "); go on with that one");
      }
    } catch (IOException e) {
      throw new CommandFailure(CommandFailure.reason(e));
    }
  }
}
