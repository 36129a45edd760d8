package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.proc.ProcFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KsmSettingsTest {
  @TempDir private Path root;
  @TempDir private Path base;
  private Path ksm;
  private Path scratch;

  @BeforeEach
  void kernelWithKsm() throws IOException {
    assumeThat(Files.getOwner(root).getName()).as("needs root: only it has them").isEqualTo("root");
    ksm = Files.createDirectories(root.resolve(KsmSettings.FOLDER.substring(1)));
    put("run", "1");
    put("pages_to_scan", "100");
    put("sleep_millisecs", "20");
    put("use_zero_pages", "0");
    put("advisor_mode", "none [scan-time]");
    scratch = Files.createDirectory(base.resolve("tare-run-1"));
  }

  @Test
  void areRestoredAsTheyWereAndOnce() throws IOException {
    KsmSettings kept = kept(false);
    kept.set("pages_to_scan", "5000");
    kept.set("advisor_mode", "none");
    kept.set("run", "0");
    kept.close();
    assertThat(List.of(got("run"), got("pages_to_scan"), got("advisor_mode")))
        .containsExactly("1", "100", "scan-time");
    assertThat(scratch).isEmptyDirectory();
    put("run", "2");
    kept.close();
    assertThat(got("run")).as("restored a second time").isEqualTo("2");
    assertThatThrownBy(() -> kept.set("run", "1")).hasMessageContaining("restored");
  }

  @Test
  void ofARunAlonePagesArePartedFirst() throws IOException {
    kept(true);
    assertThat(scratch.resolve("ksm")).content().startsWith("run 2\n").endsWith("run 1\n");
  }

  @Test
  void whatAKilledRunHasChangedIsRestoredWithItsFolderAndNotLostBefore() throws IOException {
    kept(true);
    Files.writeString(
        scratch.resolve(ScratchFolders.OWNER), new Owner("run", Integer.MAX_VALUE, 1).text());
    ScratchFolders.removeAbandoned(List.of(base));
    assertThat(scratch.resolve("ksm")).exists();
    List<StaleResource> found = ScratchFolders.in(List.of(base));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).removal()).hasSize(2);
    assertThat(found.get(0).removal().get(0).words())
        .endsWith("ksm-restore", KsmSettings.FOLDER, scratch.resolve("ksm").toString());
  }

  @Test
  void nothingButKsmsOwnFilesIsWritten() throws Exception {
    Files.writeString(scratch.resolve("ksm"), "../run 7\npages_to_scan 9\n");
    Command restore = Script.of("ksm-restore", ksm.toString(), scratch.resolve("ksm").toString());
    assertThat(new ProcessBuilder(restore.words()).start().waitFor()).isNotZero();
    assertThat(got("pages_to_scan")).isEqualTo("9");
    assertThat(ksm.resolveSibling("run")).doesNotExist();
  }

  private KsmSettings kept(boolean alone) throws IOException {
    Places places = new Places("", "", "java", "", "", scratch.toString());
    return KsmSettings.keep(new Host(places), new ProcFiles(root), alone);
  }

  private void put(String name, String value) throws IOException {
    Files.writeString(ksm.resolve(name), value);
  }

  private String got(String name) throws IOException {
    return Files.readString(ksm.resolve(name)).strip();
  }
}
