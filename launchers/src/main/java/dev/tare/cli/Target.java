package dev.tare.cli;

import dev.tare.report.Paper;
import dev.tare.result.io.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

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

  /** Writes the text, and of a file says where it is. */
  void write(String text, PrintWriter out) {
    if (isStandardOutput()) {
      out.print(text);
    } else {
      Path path = Path.of(file);
      try {
        AtomicFile.replace(path, text);
      } catch (IOException e) {
        throw CommandFailure.unwritten("-o", path, e);
      }
      out.println(file);
    }
    out.flush();
  }

  private boolean isStandardOutput() {
    return file.equals(STANDARD_OUTPUT);
  }
}
