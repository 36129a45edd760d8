package dev.tare.bench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.bench.disk.DataFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where programs read and write. */
class WorkFolderTest {
  @TempDir Path data;

  @BeforeEach
  void nameTheFolder() {
    System.setProperty("tare.data", data.toString());
  }

  @AfterEach
  void forgetIt() {
    System.clearProperty("tare.data");
  }

  @Test
  void itGoesWithAllThatIsInIt() throws Exception {
    try (WorkFolder folder = WorkFolder.make(1)) {
      Files.createDirectories(folder.file("made/by/a/program"));
      assertThat(DataFile.removeLeftovers(data)).as("one that is in use stays").isEmpty();
    }
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void whatAKilledForkLeftIsRemovedLikeOtherTrees() throws Exception {
    Path left = Files.createDirectory(data.resolve("tare-files-0az9zz"));
    Files.createFile(left.resolve("lock"));
    Files.createFile(left.resolve("text"));
    assertThat(DataFile.removeLeftovers(data)).isEqualTo(List.of(left));
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void whereThereIsNoRoomItSaysSoInOneLine() {
    assertThatThrownBy(() -> WorkFolder.make(1L << 60))
        .hasMessageMatching(
            data
                + ": \\d+ MB are needed and \\d+ MB are free; name another folder with"
                + " -Dtare.data=DIR");
    assertThat(data).isEmptyDirectory();
  }
}
