package dev.tare.cli;

import dev.tare.report.Paper;
import dev.tare.result.Nearest;
import dev.tare.result.io.AtomicFile;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Describes where {@code -o} has something written: standard output, or a file that is not read.
 */
final class Target {
  static final String STANDARD_OUTPUT = "-";

  private final String file;

  /**
   * Refuses to write over what is read.
   *
   * @param file - is standard output
   * @param inputs files and run folders
   */
  Target(String file, Collection<Path> inputs) {
    this.file = file;
    checkNamed("-o", file);
    if (!isStandardOutput()) {
      checkFree(Path.of(file), inputs);
    }
  }

  /** Returns what text is laid out for: a file has neither width nor colours. */
  Paper paper() {
    return isStandardOutput() ? StandardOutput.paper() : Paper.PLAIN;
  }

  /**
   * Refuses, before anything is done for it, a file that could not be written, that is read, or
   * that something else is written into. No folder is made for it.
   *
   * @param file null: nothing is to be written
   * @param taken files and run folders; gets this one too
   */
  static void check(String option, Path file, List<Path> taken) {
    if (file == null) {
      return;
    }
    checkNamed(option, file.toString());
    checkFree(file, taken);
    Path folder = file.toAbsolutePath().getParent();
    boolean device = Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    if (Files.isDirectory(file) || !device && !RunPlace.isWritable(folder)) {
      throw new UsageFailure(
          option + " " + file + ": no file that can be written" + without(folder));
    }
    taken.add(file);
  }

  /** Refuses what a variable of a job that is not set leaves behind. */
  static void checkNamed(String option, String file) {
    if (file.isEmpty()) {
      throw new UsageFailure(option + ": no file is named");
    }
  }

  private static void checkFree(Path file, Collection<Path> taken) {
    if (taken.stream().anyMatch(one -> isSame(one, file) || isPart(one, file))) {
      throw new UsageFailure(file + ": is read or written already; name another file to write");
    }
  }

  private static String without(Path folder) {
    return Files.exists(folder) ? "" : "; there is no folder " + folder + Nearest.asked(folder);
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return plain(one).equals(plain(other))
          || Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  /** Tells whether a file is one of a run's own: what lies deeper in it, or says what it is. */
  private static boolean isPart(Path run, Path file) {
    if (!Files.exists(file) || !plain(file).startsWith(plain(run)) || !RunReader.isRun(run)) {
      return false;
    }
    Path inside = plain(run).relativize(plain(file));
    return inside.getNameCount() > 1 || RunReader.isOwn(inside.toString());
  }

  private static Path plain(Path path) {
    return path.toAbsolutePath().normalize();
  }

  void write(String text, PrintWriter out) {
    write(writer -> writer.write(text), out);
  }

  /** Writes a text that need not be in memory as a whole. No folder is made for it. */
  void write(AtomicFile.Text text, PrintWriter out) {
    Path path = Path.of(file);
    Path folder = path.toAbsolutePath().getParent();
    try {
      if (isStandardOutput()) {
        text.writeTo(out);
      } else if (!Files.exists(folder)) {
        throw new NoSuchFileException(folder.toString());
      } else {
        AtomicFile.replaceText(path, text);
        out.println(file);
      }
    } catch (IOException e) {
      throw CommandFailure.unwritten("-o", path, e);
    }
    out.flush();
  }

  private boolean isStandardOutput() {
    return file.equals(STANDARD_OUTPUT);
  }
}
