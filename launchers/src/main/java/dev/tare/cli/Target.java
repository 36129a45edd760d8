package dev.tare.cli;

import dev.tare.report.Paper;
import dev.tare.result.io.AtomicFile;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Where {@code -o} has something written: standard output, or a file that is not read. */
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
    if (!isStandardOutput()) {
      notOver(inputs, Path.of(file));
    }
  }

  /** What text is laid out for: a file has neither width nor colours. */
  Paper paper() {
    return isStandardOutput() ? StandardOutput.paper() : Paper.PLAIN;
  }

  /** Refuses to write over what is read, and two things into one file. */
  static void notOver(Collection<Path> inputs, Path... outputs) {
    List<Path> taken = new ArrayList<>(inputs);
    for (Path output : Stream.of(outputs).filter(Objects::nonNull).toList()) {
      if (taken.stream().anyMatch(one -> isSame(one, output) || isPart(one, output))) {
        throw new CommandFailure(
            ExitCode.USAGE, output + ": is read or written already; name another file to write");
      }
      taken.add(output);
    }
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

  /** Writes the text, and of a file says where it is. */
  void write(String text, PrintWriter out) {
    write(writer -> writer.write(text), out);
  }

  /** The same for a text that need not be in memory as a whole. */
  void write(AtomicFile.Text text, PrintWriter out) {
    Path path = Path.of(file);
    try {
      if (isStandardOutput()) {
        text.writeTo(out);
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
