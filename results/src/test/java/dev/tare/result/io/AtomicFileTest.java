package dev.tare.result.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void contentThatFailsLeavesTheOldFileAndNothingBesides() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    assertThatThrownBy(
            () ->
                AtomicFile.replace(
                    file,
                    out -> {
                      out.write('n');
                      throw new IOException("full");
                    }))
        .hasMessage("full");
    assertThat(file).hasContent("old");
    try (var all = Files.list(folder)) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void linkStaysOne() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file.getFileName());
    AtomicFile.replace(link, "new");
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void deviceIsWrittenToAndNotReplaced() throws IOException {
    AtomicFile.replace(Path.of("/dev/null"), "new");
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    assertThat(Path.of("/dev/null.part")).doesNotExist();
    assertThatThrownBy(() -> AtomicFile.replace(Path.of("/dev/full"), "new"))
        .hasMessageContaining("No space left");
  }
}
