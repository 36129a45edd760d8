package dev.tare.result.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of records, one JSON document a line, that grows as they are made: each is on the disk
 * before the next one begins. What a crash cut short of the last line is as if it had never been.
 */
public final class JsonLines<T> {
  private final Path file;
  private final Class<T> kind;

  public JsonLines(Path file, Class<T> kind) {
    this.file = file;
    this.kind = kind;
  }

  /** All that are whole; none where there is no file. */
  public List<T> read() throws BadInput {
    List<T> all = new ArrayList<>();
    String text = whole();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      all.add(Records.parse(line, kind, file + ", line " + number));
    }
    return all;
  }

  public synchronized void add(T record) throws IOException {
    byte[] line = line(record);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // Behind the last whole line: a torn one is written over.
      out.truncate(whole().getBytes(StandardCharsets.UTF_8).length);
      out.position(out.size());
      ByteBuffer left = ByteBuffer.wrap(line);
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(false);
    }
  }

  /** These instead of those there are. */
  public void replace(List<T> records) throws IOException {
    AtomicFile.replace(
        file,
        out -> {
          for (T one : records) {
            out.write(line(one));
          }
        });
  }

  private byte[] line(T record) throws JsonProcessingException {
    return (Records.line(record) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private String whole() throws BadInput {
    if (!Files.exists(file)) {
      return "";
    }
    try {
      String text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1);
    } catch (IOException e) {
      throw new BadInput(file.toString(), BadInput.why(e), e);
    }
  }
}
