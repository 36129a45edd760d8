package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.proc.ProcFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KsmSettingsTest {
  @TempDir private Path root;
  @TempDir private Path base;
  private Path ksm;
  private Path scratch;
  private Path record;

  @BeforeEach
  void kernelWithKsm() throws IOException {
    assumeThat(Files.getOwner(root).getName()).as("needs root: only it has them").isEqualTo("root");
    ksm = Files.createDirectories(root.resolve(KsmSettings.FOLDER.substring(1)));
    put("run", "1");
    put("max_page_sharing", "256");
    put("pages_to_scan", "100");
    put("sleep_millisecs", "20");
    put("use_zero_pages", "0");
    put("advisor_mode", "none [scan-time]");
    scratch = Files.createDirectory(base.resolve("tare-run-" + base.getFileName()));
    Files.writeString(scratch.resolve(ScratchFolders.OWNER), new Owner("run", 1, 1).text());
    record = Path.of("/tmp").resolve(scratch.getFileName());
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    if (record != null) {
      ScratchFolders.remove(record);
    }
  }

  @Test
  void areRestoredAsTheyWereAndOnce() throws IOException {
    KsmSettings kept = kept(false, true);
    kept.set("pages_to_scan", "5000");
    kept.set("advisor_mode", "none");
    kept.set("run", "0");
    kept.close();
    assertThat(List.of(got("run"), got("pages_to_scan"), got("advisor_mode")))
        .containsExactly("1", "100", "scan-time");
    assertThat(record).doesNotExist();
    put("run", "2");
    kept.close();
    assertThat(got("run")).as("restored a second time").isEqualTo("2");
    assertThatThrownBy(() -> kept.set("run", "1")).hasMessageContaining("restored");
  }

  @Test
  void ofARunAlonePagesArePartedFirst() throws IOException {
    kept(true, true);
    assertThat(record.resolve("ksm")).content().startsWith("run 2\n").endsWith("run 1\n");
  }

  @Test
  void advisorLetsTheOthersBeRestoredBeforeItIsBack() throws IOException {
    kept(false, true);
    assertThat(Files.readAllLines(record.resolve("ksm")))
        .containsExactly(
            "advisor_mode none",
            "pages_to_scan 100",
            "sleep_millisecs 20",
            "use_zero_pages 0",
            "advisor_mode scan-time",
            "run 1");
  }

  @Test
  void onlyWhatIsChangedIsRestored() throws IOException {
    kept(false, false);
    assertThat(record.resolve("ksm")).hasContent("run 1\n");
  }

  @Test
  void oneAtATimeHasThem() throws IOException {
    KsmSettings kept = kept(false, true);
    kept.set("pages_to_scan", "5000");
    assertThatThrownBy(() -> kept(false, true)).hasMessageContaining("one at a time");
    assertThat(record.resolve("ksm")).content().contains("pages_to_scan 100\n");
    kept.close();
    kept(false, true).close();
    assertThat(got("pages_to_scan")).isEqualTo("100");
  }

  @Test
  void whatWasChangedBeforeTheMachineWasBootedAnewIsNotRestored() throws IOException {
    Path boot = root.resolve("proc/sys/kernel/random/boot_id");
    Files.createDirectories(boot.getParent());
    Files.writeString(boot, "00000000-0000-0000-0000-000000000000\n");
    kept(true, true).close();
    assertThat(got("run")).as("in the same boot").isEqualTo("1");
    kept(true, true);
    belongsToTheDead();
    assertThat(ScratchFolders.changer(ScratchFolders.bases())).isEmpty();
    ScratchFolders.removeAbandoned(ScratchFolders.bases());
    assertThat(record).doesNotExist();
  }

  @Test
  void whatAKilledRunHasChangedIsRestoredWithItsFolderAndNotLostBefore() throws IOException {
    kept(true, true);
    belongsToTheDead();
    assertThat(ScratchFolders.changer(ScratchFolders.bases())).map(Owner::run).hasValue("run");
    ScratchFolders.removeAbandoned(ScratchFolders.bases());
    assertThat(record.resolve("ksm")).exists();
    List<StaleResource> found =
        ScratchFolders.in(ScratchFolders.bases()).stream()
            .filter(one -> one.what().endsWith("" + record))
            .toList();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).removal()).hasSize(2);
    assertThat(found.get(0).removal().get(0).words())
        .endsWith("ksm-restore", KsmSettings.FOLDER, record.resolve("ksm").toString());
  }

  @Test
  void nothingButKsmsOwnFilesIsWritten() throws Exception {
    Files.createDirectory(record);
    Files.writeString(record.resolve("ksm"), "../run 7\npages_to_scan 9\n");
    Command restore = Script.of("ksm-restore", ksm.toString(), record.resolve("ksm").toString());
    assertThat(new ProcessBuilder(restore.words()).start().waitFor()).isNotZero();
    assertThat(got("pages_to_scan")).isEqualTo("9");
    assertThat(ksm.resolveSibling("run")).doesNotExist();
  }

  private void belongsToTheDead() throws IOException {
    Files.writeString(
        record.resolve(ScratchFolders.OWNER), new Owner("run", Integer.MAX_VALUE, 1).text());
  }

  private KsmSettings kept(boolean alone, boolean all) throws IOException {
    Places places = new Places("", "", "java", "", "", scratch.toString());
    return KsmSettings.keep(new Host(places), new ProcFiles(root), alone, all);
  }

  private void put(String name, String value) throws IOException {
    Files.writeString(ksm.resolve(name), value);
  }

  private String got(String name) throws IOException {
    return Files.readString(ksm.resolve(name)).strip();
  }
}
