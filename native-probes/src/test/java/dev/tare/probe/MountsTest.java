package dev.tare.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountsTest {
  @ParameterizedTest
  @CsvSource({
    "/root/.cache, false",
    "/tmp, true",
    "/tmp/below/it, true",
    "/tmpfs, false",
    "/dev, false",
    "/dev/shm, true",
    "/data, false",
    "/data/with, false",
    "/data/with space/x, true",
  })
  void theMountThatHoldsTheFolderDecides(String folder, boolean noexec) throws IOException {
    assertThat(Mounts.isNoexec(captured(), Path.of(folder))).isEqualTo(noexec);
  }

  @Test
  void aLaterMountHidesTheEarlierOneOnTheSamePoint() throws IOException {
    assertThat(Mounts.isNoexec(captured(), Path.of("/opt/twice/x"))).isFalse();
  }

  @Test
  void linesThatAreCutShortAreSkipped() {
    assertThat(Mounts.isNoexec(List.of("1 2 0:3 / /tmp", ""), Path.of("/tmp"))).isFalse();
  }

  @Test
  void aFolderThatIsNotThereIsNamedSo(@TempDir Path folder) {
    assertThat(Mounts.obstacle(folder.resolve("absent"))).isEqualTo("(is not there)");
  }

  @Test
  void aFileIsNoFolder(@TempDir Path folder) throws IOException {
    assertThat(Mounts.obstacle(Files.createFile(folder.resolve("file"))))
        .isEqualTo("(is not there)");
  }

  @Test
  void thisProcessMapsItsCLibrary() {
    assertThat(Mounts.maps("libc.so")).isTrue();
    assertThat(Mounts.maps("libnothing.so")).isFalse();
  }

  private static List<String> captured() throws IOException {
    try (InputStream file = MountsTest.class.getResourceAsStream("mountinfo-container.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
