package dev.tare.result.io;

import dev.tare.result.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A JMH result in a file. */
final class JmhFile {
  private JmhFile() {}

  /** Its series, as they stand there. */
  static List<Series> read(Path file) throws BadInput {
    if (Files.isDirectory(file)) {
      throw new BadInput(file.toString(), "a folder, and neither a run nor an environment of one");
    }
    try {
      return JmhJson.read(Files.newInputStream(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new BadInput(file.toString(), "no such file", e);
    } catch (BadInput e) {
      throw e;
    } catch (IOException e) {
      throw new BadInput(file.toString(), "cannot be read: " + e.getMessage(), e);
    }
  }
}
