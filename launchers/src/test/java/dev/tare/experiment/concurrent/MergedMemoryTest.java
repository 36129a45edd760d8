package dev.tare.experiment.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.proc.ProcFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedMemoryTest {
  @TempDir private Path root;

  @Test
  void pagesOfAllProcessesAreSummedAndThoseLookedAtCounted() throws IOException {
    process(1, "120", "ksm_rmap_items 400\nksm_zero_pages 3\nksm_merging_pages 120\n");
    process(2, "30", "ksm_rmap_items 90\nksm_zero_pages 0\nksm_merging_pages 30\n");
    process(3, "0", "ksm_rmap_items 0\nksm_zero_pages 0\nksm_merging_pages 0\n");
    MergedMemory merged = MergedMemory.of(new ProcFiles(root), List.of(1L, 2L, 3L, 4L));
    assertThat(merged.pages()).hasValue(150);
    assertThat(merged.looked()).hasValue(2);
    assertThat(merged.untouched()).isFalse();
    MergedMemory none = MergedMemory.of(new ProcFiles(root), List.of(3L));
    assertThat(none.untouched()).isTrue();
  }

  @Test
  void kernelThatTellsNothingOfProcessesSaysNothing() throws IOException {
    Files.createDirectories(root.resolve("proc/1"));
    MergedMemory merged = MergedMemory.of(new ProcFiles(root), List.of(1L));
    assertThat(merged.pages()).isEmpty();
    assertThat(merged.looked()).isEmpty();
    assertThat(merged.untouched()).isFalse();
  }

  private void process(int pid, String pages, String stat) throws IOException {
    Path folder = Files.createDirectories(root.resolve("proc/" + pid));
    Files.writeString(folder.resolve("ksm_merging_pages"), pages + "\n");
    Files.writeString(folder.resolve("ksm_stat"), stat);
  }
}
