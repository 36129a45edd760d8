package dev.tare.cli;

import dev.tare.report.Paper;
import dev.tare.result.io.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where {@code -o} has something written.
 *
 * @param file - is standard output
 */
record Target(String file) {
  static final String STANDARD_OUTPUT = "-";

  /** What text is laid out for: a file has neither width nor colours. */
  Paper paper() {
    return isStandardOutput() ? StandardOutput.paper() : Paper.PLAIN;
  }

  /** Refuses to write over what is read, and two things into one file. */
  static void notOver(List<String> inputs, Path... outputs) {
    List<Path> taken = new ArrayList<>();
    inputs.stream().filter(one -> !one.equals(STANDARD_OUTPUT)).map(Path::of).forEach(taken::add);
    for (Path output : Stream.of(outputs).filter(Objects::nonNull).toList()) {
      if (taken.stream().anyMatch(one -> isSame(one, output))) {
        throw new CommandFailure(
            ExitCode.USAGE, output + ": is read or written already; name another file to write");
      }
      taken.add(output);
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
          || Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
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
