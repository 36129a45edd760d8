package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir Path folder;

  @Test
  void oneAtATimeMeasuresIntoAFolderAndNothingIsLeftOfIt() throws Exception {
    try (FolderLock first = FolderLock.take(folder)) {
      assertThatThrownBy(() -> FolderLock.take(folder))
          .isInstanceOf(CommandFailure.class)
          .hasMessageStartingWith(folder + ": another process measures into it");
      assertThat(first).isNotNull();
    }
    assertThat(folder).isEmptyDirectory();
    // As a killed one leaves it.
    Files.createFile(folder.resolve("lock"));
    FolderLock again = FolderLock.take(folder);
    again.close();
    again.close();
    assertThat(folder).isEmptyDirectory();
  }
}
