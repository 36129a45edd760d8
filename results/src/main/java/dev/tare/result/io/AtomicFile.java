package dev.tare.result.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file as a whole: whoever reads it sees the old one or the new one, never a half. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the new content. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes beside the file and moves it into place; makes the folder.
   *
   * @throws IOException also what the content throws: then the file is as it was
   */
  public static void replace(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path next = folder.resolve(file.getFileName() + ".part");
    try (OutputStream out = Files.newOutputStream(next)) {
      content.writeTo(out);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
