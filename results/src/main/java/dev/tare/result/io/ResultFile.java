package dev.tare.result.io;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A file of results, plain or gzipped: JMH's JSON, or what another tool writes. */
final class ResultFile {
  /** So much is looked at to tell whose it is: fio lists its options before the first job. */
  private static final int START_BYTES = 1 << 14;

  private ResultFile() {}

  /** Returns what it holds, as it stands there. */
  static Results read(Path file) throws BadInput {
    if (Files.isDirectory(file)) {
      throw new BadInput(file.toString(), "a folder, and neither a run nor an environment of one");
    }
    if (waits(file)) {
      throw new BadInput(file.toString(), "a pipe or a device; only a file is read by such a name");
    }
    try {
      return read(opened(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new BadInput(file.toString(), "no such file", e);
    } catch (BadInput e) {
      throw e;
    } catch (IOException e) {
      throw new BadInput(file.toString(), "cannot be read: " + BadInput.why(e), e);
    }
  }

  private static InputStream opened(Path file) throws IOException {
    // JDK 17 asks the other kind of stream where it stands in a pipe.
    return Files.exists(file) && !Files.isRegularFile(file)
        ? new FileInputStream(file.toFile())
        : Files.newInputStream(file);
  }

  /** Tells whether it is called as files are, and is none: reading it may wait without end. */
  private static boolean waits(Path file) {
    String name = String.valueOf(file.getFileName());
    // What a shell puts in a command's place is a pipe as well, and called otherwise.
    return (name.endsWith(".json") || name.endsWith(".json.gz"))
        && Files.exists(file)
        && !Files.isRegularFile(file);
  }

  /**
   * Returns the same of a stream, which is closed.
   *
   * @param source what complaints call it
   */
  static Results read(InputStream in, String source) throws BadInput {
    try (InputStream plain = JsonCursor.plain(in)) {
      if (JsonCursor.isOfJmh(plain)) {
        return JmhJson.read(plain, source);
      }
      plain.mark(START_BYTES);
      String start = new String(plain.readNBytes(START_BYTES), StandardCharsets.UTF_8);
      plain.reset();
      Optional<OtherFormats.OtherFormat> other = OtherFormats.of(text(start).stripLeading());
      if (other.isPresent()) {
        String all = new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        return other.get().read(text(all), source);
      }
      return JmhJson.read(plain, source);
    } catch (BadInput e) {
      throw e;
    } catch (IOException e) {
      throw new BadInput(source, BadInput.why(e), e);
    }
  }

  /** Returns it without what editors and shells of another system add. */
  private static String text(String read) {
    return read.replaceFirst("^\uFEFF", "").replace("\r\n", "\n");
  }
}
