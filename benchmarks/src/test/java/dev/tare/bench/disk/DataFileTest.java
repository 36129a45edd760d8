package dev.tare.bench.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.probe.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  private Probe open() {
    return Probe.open("random-file", Map.of("folder", folder, "size", MIB, "direct", 0));
  }

  @Test
  void aFileInUseStaysAndGoesWhenItIsNot() throws IOException {
    try (Probe probe = open()) {
      assertThat(DataFile.removeLeftovers(folder)).isEmpty();
      assertThat(probe.batch(1)).isZero();
    }
    assertThat(folder).isDirectoryContaining("glob:**/tare-data-*.bin");

    assertThat(DataFile.removeLeftovers(folder)).hasSize(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aTreeInUseStaysAndGoesWhenNobodyHoldsItsLock() throws IOException {
    try (Probe probe = Probe.open("small-files", Map.of("folder", folder, "files", 3))) {
      assertThat(DataFile.removeLeftovers(folder)).isEmpty();
      assertThat(probe.batchOnly()).isFalse();
    }
    assertThat(folder).isEmptyDirectory();
    Path tree = Files.createDirectories(folder.resolve("tare-files-abcdef/d0")).getParent();
    Files.writeString(tree.resolve("d0/f0"), "");
    assertThat(DataFile.removeLeftovers(folder)).as("without a lock").isEmpty();
    Files.writeString(tree.resolve("lock"), "");
    assertThat(DataFile.removeLeftovers(folder)).containsExactly(tree);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void otherFilesAndLinksStay() throws IOException {
    Path own = Files.writeString(folder.resolve("tare-data-notes.txt"), "mine");
    Path named = Files.writeString(folder.resolve("tare-data-2026.bin"), "mine");
    Path longer = Files.writeString(folder.resolve("tare-data-0-3.bin"), "mine");
    Path tree = Files.createDirectory(folder.resolve("tare-files-000001"));
    Path lock = Files.writeString(tree.resolve("lock"), "mine");
    Path link = Files.createSymbolicLink(folder.resolve("tare-data-0-1048576.bin"), own);
    Path nested = Files.createDirectory(folder.resolve("tare-data-1.bin"));

    assertThat(DataFile.removeLeftovers(folder)).isEmpty();
    assertThat(folder).isDirectoryContaining(own::equals);
    assertThat(folder).isDirectoryContaining(link::equals);
    assertThat(folder).isDirectoryContaining(nested::equals);
    assertThat(List.of(named, longer, lock)).allMatch(Files::exists);
  }

  /** What only prints removes nothing, and only lists what it is asked to list. */
  @Test
  void nothingIsRemovedBeforeBenchmarksRun() throws IOException {
    Path left = Files.writeString(folder.resolve("tare-data-0-1048576.bin"), "left");
    System.setProperty("tare.data", folder.toString());
    try {
      DataFile.removeExpected();
      assertThat(DataFile.leftovers()).containsExactly(left);
      assertThat(left).exists();
      DataFile.expect();
      DataFile.removeExpected();
      assertThat(left).doesNotExist();
    } finally {
      System.clearProperty("tare.data");
    }
  }

  @Test
  void aFolderThatIsNotThereHasNone() {
    assertThat(DataFile.removeLeftovers(folder.resolve("absent"))).isEmpty();
  }

  /** What a killed process leaves is neither locked nor taken for intact. */
  @Test
  void theFileOfAKilledProcessIsRemovable() throws Exception {
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(killed.inputReader().lines().filter("open"::equals).findFirst()).isPresent();
      assertThat(DataFile.removeLeftovers(folder)).isEmpty();
    } finally {
      killed.destroyForcibly();
    }
    assertThat(killed.waitFor(30, TimeUnit.SECONDS)).isTrue();

    assertThat(DataFile.removeLeftovers(folder)).hasSize(1);
    assertThat(folder).isEmptyDirectory();
  }

  /** Opens the data file in a folder and waits to be killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws InterruptedException {
      try (Probe probe =
          Probe.open("random-file", Map.of("folder", args[0], "size", MIB, "direct", 0))) {
        probe.batch(1);
        System.out.println("open");
        Thread.sleep(TimeUnit.MINUTES.toMillis(5));
      }
    }
  }
}
