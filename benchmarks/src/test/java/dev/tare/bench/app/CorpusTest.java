package dev.tare.bench.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compressed. */
class CorpusTest {
  private static final int BYTES = (1 << 20) + 1;

  @TempDir Path folder;

  private byte[] corpus(long seed) throws Exception {
    Path file = folder.resolve("text");
    Corpus.write(file, BYTES, seed);
    return Files.readAllBytes(file);
  }

  @Test
  void aSeedMakesTheSameBytesAndAsMany() throws Exception {
    byte[] text = corpus(7);
    assertThat(text).hasSize(BYTES).isEqualTo(corpus(7)).isNotEqualTo(corpus(8));
  }

  @Test
  void itShrinksAboutAsTextDoes() throws Exception {
    Deflater deflater = new Deflater();
    deflater.setInput(corpus(7));
    deflater.finish();
    assertThat((double) BYTES / deflater.deflate(new byte[2 * BYTES])).isBetween(1.8, 4.0);
    deflater.end();
  }
}
