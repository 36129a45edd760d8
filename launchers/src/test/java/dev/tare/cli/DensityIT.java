package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.report.CellText;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.io.RunReader;
import dev.tare.result.io.SectionsJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The verb on real engines, with small bounds. */
@Tag("full")
@ResourceLock("emulated guests")
@ResourceLock("both CPUs")
class DensityIT {

  @TempDir Path folder;

  @Test
  void containersAreSweptToFourAndNothingIsLeft() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsDocker();
    ThisHost.needsLxc();
    ends(0, "--env=docker", "--env=lxc", "--guests=1,2,4");
    Run run = RunReader.read(folder.resolve("run"));
    assertThat(run.environments())
        .containsOnlyKeys("docker x1", "docker x2", "docker x4", "lxc x1", "lxc x2", "lxc x4");
    assertThat(run.hasFailures()).isFalse();
    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    List<List<String>> rows = section.tables().get(0).rows().stream().map(CellText::of).toList();
    assertThat(rows).hasSize(6);
    for (List<String> row : rows) {
      double fairness = Double.parseDouble(row.get(6));
      assertThat(fairness).isBetween(1.0 / Integer.parseInt(row.get(1)), 1.001);
      assertThat(row.get(8)).as("memory of the guests' processes").endsWith("iB");
    }
    assertThat(memoryOf("docker", "PSS", section)).isBetween(30.0, 600.0);
    assertThat(memoryOf("lxc", "PSS", section)).isBetween(30.0, 600.0);
    assertThat(section.studies())
        .extracting(Section.Judged::source)
        .contains("Dhar 2016, Fig. 4.1");
    assertThat(folder.resolve("run/report.html")).content().contains("How many fit");
    Agreement.of(folder.resolve("run"), new Jar(folder).printed("stdout"));
  }

  @Test
  void twoEmulatedMachinesSaySo() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsQemu();
    ends(0, "--env=kvm(accel=tcg,memory=640m)", "--guests=2");
    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    assertThat(section.tables().get(0).rows()).hasSize(1);
    assertThat(section.notes()).anyMatch(note -> note.endsWith("emulated (TCG), not a KVM figure"));
  }

  @Test
  void everyContainerHasAServerAndItsLoad() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsDocker();
    ends(0, "--env=docker", "--guests=1,2", "--workload=redis");
    assertThat(RunReader.read(folder.resolve("run")).series())
        .extracting(one -> one.key().benchmark())
        .contains("dev.tare.bench.app.Redis.request");
    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    assertThat(section.tables().get(0).caption()).isEqualTo("app.Redis, scores in ops/s");
    assertThat(section.tables().get(0).rows()).hasSize(2).allMatch(row -> row.get(2).value() > 0);
  }

  @Test
  void containersShareOneMachineAndItIsLeftWithThem() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsQemu();
    ends(0, "--env=kvm(accel=tcg)/lxc", "--shared-guest", "--guests=2", "--limit=memory=640m");
    Run run = RunReader.read(folder.resolve("run"));
    assertThat(run.environments()).containsOnlyKeys("kvm(accel=tcg)/lxc x2 in one guest");
    assertThat(run.hasFailures()).isFalse();
    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    assertThat(section.tables().get(0).rows()).hasSize(1).allMatch(row -> row.get(2).value() > 0);
    assertThat(section.notes()).anyMatch(note -> note.endsWith("emulated (TCG), not a KVM figure"));
  }

  @Test
  void threeAreGivenWhatTwoArePromised() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsDocker();
    ThisHost.needsLxc();
    ends(
        0,
        "--env=docker",
        "--env=lxc",
        "--guests=3",
        "--overcommit=1.5",
        "--workload=disk.RandomFile",
        "-p=size=200m",
        "--limit=memory=400m");
    Run run = RunReader.read(folder.resolve("run"));
    assertThat(run.environments())
        .containsOnlyKeys("docker x3 promised 1.5", "lxc x3 promised 1.5");
    assertThat(run.hasFailures()).isFalse();
    assertThat(run.series())
        .extracting(one -> one.key().benchmark())
        .anyMatch(name -> name.endsWith("density.reclaimed"));
    Section.Table table = SectionsJson.read(folder.resolve("run")).get(0).tables().get(0);
    assertThat(table.rows())
        .extracting(row -> CellText.of(row.subList(11, 13)))
        .containsOnly(List.of("1.500\u00d7", "0"));
  }

  @Test
  void whatCannotBeHadIsALineAndTheRestGoesOn() throws Exception {
    ends(ExitCode.FAILED, "--env=bare", "--env=docker(runtime=nosuch)", "--guests=1");
    assertThat(RunReader.read(folder.resolve("run")).environments()).containsOnlyKeys("bare x1");
    assertThat(new Jar(folder).complaints())
        .singleElement()
        .asString()
        .contains("docker(runtime=nosuch)");
  }

  @Test
  void moreGuestsThanMemoryIsSaidAndNothingIsMeasured() throws Exception {
    ThisHost.needsDocker();
    ends(ExitCode.FAILED, "--env=docker", "--guests=1000", "--limit=memory=64g");
    List<String> complaints = new Jar(folder).complaints();
    assertThat(complaints).hasSize(2).endsWith("tare: nothing was measured");
    assertThat(complaints.get(0))
        .contains("docker x1000 is left out: memory: 1000 would need 64000.0 GiB");
  }

  /** The slope in the table of memory, MiB. */
  private static double memoryOf(String environment, String counted, Section section) {
    return section.tables().get(1).rows().stream()
        .filter(row -> row.get(0).words().equals(environment) && row.get(1).words().equals(counted))
        .mapToDouble(row -> row.get(2).value() / (1 << 20))
        .findFirst()
        .orElseThrow();
  }

  /** Runs the verb to its end, after which nothing of it is there. */
  private void ends(int exit, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("density", "--blocks=1", "--out=run"));
    words.addAll(List.of(arguments));
    new Jar(folder).patient().brief().ends(exit, words.toArray(String[]::new));
  }
}
