package dev.tare.result.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
  @TempDir Path temp;

  /** A shell puts such a pipe where a command in brackets stands. */
  @Test
  void whatComesThroughAPipeIsRead() throws Exception {
    Path pipe = temp.resolve("fd63");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    String text = JmhText.result(JmhText.benchmark("b", "", "[[1]]", ""));
    Thread writer = new Thread(() -> write(pipe, text));
    writer.start();

    assertThat(new Sides(JmhText.stream("")).read(pipe.toString()).series()).hasSize(1);

    writer.join();
  }

  private static void write(Path pipe, String text) {
    try (OutputStream out = Files.newOutputStream(pipe)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
