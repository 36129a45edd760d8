package dev.tare.experiment.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.launch.KsmSettings;
import dev.tare.launch.Owner;
import dev.tare.proc.ProcFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees as Documentation/admin-guide/mm/ksm.rst and /proc of Linux 6.18 have them. */
class KsmTest {
  @TempDir private Path root;

  @Test
  void kernelWithoutItIsOneLineWithTheRemedy() {
    assertThat(ksm().absence()).hasValueSatisfying(why -> assertThat(why).contains("CONFIG_KSM"));
  }

  @Test
  void countersAreReadWithThoseThatOnlyNewerKernelsHave() throws IOException {
    tree("0", 10, 40);
    write("sys/kernel/mm/ksm/ksm_zero_pages", "7");
    process(37, "ksmd", "stat", "37 (ksmd) S 2 0 0 0 -1 0 0 0 0 0 5 9 0 0 25 5 1 0 20");
    write("proc/37/schedstat", "3300356 323228660 393");
    process(38, "khugepaged", "schedstat", "1 1 1");
    KsmCounts counts = ksm().counts();
    assertThat(ksm().absence()).isEmpty();
    assertThat(counts.shared()).isEqualTo(10);
    assertThat(counts.sharers()).hasValue(4);
    assertThat(counts.zero()).hasValue(7);
    assertThat(counts.saved()).isEqualTo(47);
    assertThat(counts.cpuNs()).hasValue(3300356);
  }

  @Test
  void olderKernelsCountNoEmptyPagesAndCpuTimeInTicks() throws IOException {
    tree("0", 0, 0);
    process(37, "ksmd", "stat", "37 (ksmd) S 2 0 0 0 -1 0 0 0 0 0 5 9 0 0 25 5 1 0 20");
    KsmCounts counts = ksm().counts();
    assertThat(counts.zero()).isEmpty();
    assertThat(counts.sharers()).isEmpty();
    assertThat(counts.cpuNs()).hasValue(140_000_000);
  }

  @Test
  void daemonThatIsNotSeenHasNoCpuTime() throws IOException {
    tree("0", 0, 0);
    assertThat(ksm().counts().cpuNs()).isEmpty();
  }

  @Test
  void whoScansOrHasMergedPagesIsAnother() throws IOException {
    tree("0", 0, 0);
    assertThat(ksm().others()).isEmpty();
    tree("1", 0, 0);
    assertThat(ksm().others())
        .hasValueSatisfying(why -> assertThat(why).contains("run is 1", "--beside-others"));
    tree("0", 3, 9);
    assertThat(ksm().others())
        .hasValueSatisfying(why -> assertThat(why).contains("9 pages share 3"));
    tree("0", 0, 0);
    write("sys/kernel/mm/ksm/ksm_zero_pages", "1");
    assertThat(ksm().others()).isPresent();
  }

  @Test
  void othersWhoScanRefuseGuestsWithoutMergingTooAndWhatTheyHaveMergedDoesNot() throws IOException {
    tree("1", 0, 0);
    assertThat(obstacle(Sharing.OFF, false)).contains("run is 1");
    assertThat(obstacle(Sharing.ON, false)).contains("run is 1");
    assertThat(obstacle(Sharing.OFF, true)).isEmpty();
    tree("0", 3, 9);
    assertThat(obstacle(Sharing.OFF, false)).isEmpty();
    assertThat(obstacle(Sharing.ON, false)).contains("9 pages share 3");
    assertThat(obstacle(Sharing.ON, true)).isEmpty();
  }

  @Test
  void kernelWithoutItMeasuresWithoutMerging() throws IOException {
    assertThat(obstacle(Sharing.OFF, false)).isEmpty();
    assertThat(obstacle(Sharing.ON, true)).contains("CONFIG_KSM");
  }

  @Test
  void anotherRunThatHasChangedItRefusesWhateverIsAskedFor() throws IOException {
    assumeThat(Files.getOwner(root).getName()).as("needs root: only it has them").isEqualTo("root");
    tree("2", 0, 0);
    write("tare-other-1/owner", new Owner("other", Integer.MAX_VALUE, 1).text());
    write("tare-other-1/ksm", "run 0");
    for (Sharing sharing : Sharing.values()) {
      assertThat(obstacle(sharing, true)).contains("run other has changed", "env --clean");
    }
  }

  @Test
  void whatOthersHadMergedBeforeIsNotOurs() throws IOException {
    tree("1", 100, 300);
    KsmCounts before = ksm().counts();
    tree("1", 110, 340);
    write("sys/kernel/mm/ksm/full_scans", "7");
    KsmCounts ours = ksm().counts().since(before);
    assertThat(ours.shared()).isEqualTo(10);
    assertThat(ours.sharing()).isEqualTo(40);
    assertThat(ours.fullScans()).isEqualTo(2);
  }

  private String obstacle(Sharing sharing, boolean besideOthers) throws IOException {
    return ksm().obstacle(sharing, besideOthers, List.of(root)).orElse("");
  }

  private Ksm ksm() {
    return new Ksm(new ProcFiles(root));
  }

  private void tree(String run, long shared, long sharing) throws IOException {
    write(KsmSettings.FOLDER.substring(1) + "/run", run);
    write("sys/kernel/mm/ksm/pages_shared", String.valueOf(shared));
    write("sys/kernel/mm/ksm/pages_sharing", String.valueOf(sharing));
    write("sys/kernel/mm/ksm/pages_unshared", "5");
    write("sys/kernel/mm/ksm/pages_volatile", "2");
    write("sys/kernel/mm/ksm/full_scans", "5");
  }

  private void process(int pid, String name, String file, String text) throws IOException {
    write("proc/" + pid + "/comm", name);
    write("proc/" + pid + "/" + file, text);
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text + "\n");
  }
}
