package dev.tare.result.io;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
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

  /** Writes the new content, a text. */
  public interface Text {
    void writeTo(Writer out) throws IOException;
  }

  /**
   * Writes beside the file and moves it into place; makes the folder. A link stays one, and what is
   * no file, such as a device or a pipe, is written to as it is.
   *
   * @throws IOException also what the content throws: then the file is as it was
   */
  public static void replace(Path file, Content content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      write(file, content);
      return;
    }
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path folder = target.getParent();
    Files.createDirectories(folder);
    Path next = folder.resolve(target.getFileName() + ".part");
    try {
      write(next, content);
      move(next, target);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(next);
      throw e;
    }
  }

  /** Replaces it with a text that need not be in memory as a whole. */
  public static void replaceText(Path file, Text text) throws IOException {
    replace(
        file,
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          text.writeTo(writer);
          writer.flush();
        });
  }

  /** Replaces it with a text. */
  public static void replace(Path file, String text) throws IOException {
    replaceText(file, out -> out.write(text));
  }

  /** A file that is the same already stays as it is, with its time. */
  private static void move(Path next, Path target) throws IOException {
    // Most files grow: those are not read once more.
    if (Files.exists(target)
        && Files.size(target) == Files.size(next)
        && Files.mismatch(next, target) < 0) {
      Files.delete(next);
    } else {
      Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void write(Path file, Content content) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      content.writeTo(out);
    }
  }
}
