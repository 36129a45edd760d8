package dev.tare.bench.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final Path ABSENT = Path.of("/nonexistent");

  @TempDir Path folder;

  private static void needMemory() {
    assumeThat(DataFolder.fileSystem(MEMORY)).as("/dev/shm").startsWith("tmpfs");
    assumeThat(Files.isWritable(MEMORY)).as("/dev/shm may be written").isTrue();
  }

  private static String fileSystemOf(Path path) {
    return DataFolder.fileSystem(path).split(" ")[0];
  }

  @Test
  void aNamedFolderIsTheOnlyCandidate() {
    System.setProperty("tare.data", folder.toString());
    try {
      assertThat(DataFolder.candidates()).containsExactly(folder);
    } finally {
      System.clearProperty("tare.data");
    }
    assertThat(DataFolder.candidates()).contains(Path.of("/var/tmp"));
  }

  @Test
  void theOnlyCandidateIsLeftToTheProbe() {
    assertThat(DataFolder.choose(List.of(ABSENT), true)).isEqualTo(ABSENT);
  }

  @Test
  void theFirstThatTakesDirectAccessesIsChosen() {
    needMemory();
    Path disk = Path.of("").toAbsolutePath();
    assumeThat(fileSystemOf(disk)).as("a disk to build on").isIn("ext4", "xfs", "btrfs");
    assertThat(DataFolder.choose(List.of(ABSENT, MEMORY, disk), true)).isEqualTo(disk);
    assertThat(DataFolder.choose(List.of(ABSENT, MEMORY, disk), false)).isEqualTo(disk);
  }

  @Test
  void withoutDirectMemoryWillDo() {
    needMemory();
    assertThat(DataFolder.choose(List.of(ABSENT, MEMORY), false)).isEqualTo(MEMORY);
  }

  @Test
  void whereNoneWillDoEachIsNamedWithItsFileSystem() {
    needMemory();
    assertThatThrownBy(() -> DataFolder.choose(List.of(ABSENT, MEMORY), true))
        .hasMessageContaining("/nonexistent (not there), /dev/shm (tmpfs on tmpfs)")
        .hasMessageContaining("-Dtare.data=DIR");
  }
}
