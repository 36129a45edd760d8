package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.launch.ScratchFolders;
import dev.tare.result.PageMetrics;
import dev.tare.result.Run;
import dev.tare.result.Sample;
import dev.tare.result.Section;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import dev.tare.result.io.SectionsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The verb with the kernel's own KSM, which is as before whatever happens. */
@Tag("full")
@ResourceLock("what killed runs leave")
class PagesIT {
  private static final Path KSM = Path.of("/sys/kernel/mm/ksm");
  private static final List<String> SETTINGS =
      List.of("run", "pages_to_scan", "sleep_millisecs", "use_zero_pages", "advisor_mode");

  /** So slow that the scanning does not end by itself. */
  private static final String[] SLOW = {
    "--env=docker", "--guests=1", "--sharing=on", "--pages-to-scan=1", "--scan-sleep=5000"
  };

  @TempDir Path folder;
  private Map<String, String> before;

  @BeforeEach
  void ksmThatNobodyUses() throws IOException {
    ThisHost.needsRoot();
    assumeThat(KSM).as("needs KSM").exists();
    assumeThat(Files.readString(KSM.resolve("run")).strip()).as("needs KSM idle").isEqualTo("0");
    before = settings();
  }

  @AfterEach
  void isAsBefore() throws IOException {
    if (before != null) {
      assertThat(settings()).isEqualTo(before);
      assertThat(Files.readString(KSM.resolve("pages_shared")).strip()).isEqualTo("0");
    }
  }

  @Test
  void containersShareWithTheirWorkAndAreMeasuredWithout() throws Exception {
    ThisHost.needsDocker();
    ends(ExitCode.DONE, "--env=docker", "--guests=1,2", "--workload=cpu.Prime");
    Run run = RunReader.read(folder.resolve("run"));
    assertThat(run.environments())
        .containsOnlyKeys(
            "docker x1 cpu.Prime, KSM off",
            "docker x1 cpu.Prime, KSM on",
            "docker x2 cpu.Prime, KSM off",
            "docker x2 cpu.Prime, KSM on");
    String two = "docker x2 cpu.Prime, KSM on";
    assertThat(value(two, PageMetrics.SHARING.name())).isGreaterThan(500);
    assertThat(value(two, PageMetrics.MERGING.name()))
        .as("as their own processes tell it")
        .isGreaterThan(500);
    assertThat(value(two, PageMetrics.KSMD_CPU.name())).isPositive();
    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    assertThat(section.tables())
        .extracting(Section.Table::caption)
        .containsExactly(
            "Memory that all of them take",
            "Memory of one more guest",
            "Merged pages",
            "What merged pages cost the work");
    assertThat(folder.resolve("run/report.html")).content().contains("What memory they take");
    Agreement.of(folder.resolve("run"), new Jar(folder).printed("stdout"));
  }

  @Test
  void twoEmulatedMachinesShareTheirKernelAndMore() throws Exception {
    ThisHost.needsQemu();
    ends(ExitCode.DONE, "--env=kvm(accel=tcg,memory=128m)", "--guests=2", "--sharing=on");
    String two = "kvm(accel=tcg,memory=134217728) x2 idle, KSM on";
    assertThat(value(two, PageMetrics.SHARING.name())).isGreaterThan(1000);
    assertThat(value(two, PageMetrics.SCANS.name())).isGreaterThanOrEqualTo(2);
    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    assertThat(section.notes()).anyMatch(note -> note.endsWith("emulated (TCG), not a KVM figure"));
    assertThat(section.studies())
        .extracting(Section.Judged::source)
        .contains("Sonone 2015, Fig. 3");
  }

  @Test
  void interruptedWhileItScansItRestoresWhatItChanged() throws Exception {
    ThisHost.needsDocker();
    Process running = scanning();
    Jar.interruptAll(running);
    assertThat(Traces.of(running.pid())).isEmpty();
  }

  @Test
  void killedWhileItScansItsSettingsAreRestoredByTheCleaning() throws Exception {
    ThisHost.needsDocker();
    Process running = scanning();
    running.destroyForcibly().waitFor();
    assertThat(settings()).isNotEqualTo(before);
    Jar.Ended refused = new Jar(folder).run(words("other", SLOW));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Jar.Ended restored = new Jar(elsewhere).run("env", "--clean");
    assertThat(restored.exit()).as(restored.all()).isZero();
    assertThat(settings()).as("whichever folder for temporary files it has").isEqualTo(before);
    Jar.Ended cleaned = new Jar(folder).run("env", "--clean");
    assertThat(refused.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(refused.err().lines().filter(line -> line.startsWith("tare:")))
        .singleElement()
        .asString()
        .contains("has changed the settings of KSM", "env --clean");
    assertThat(cleaned.exit()).as(cleaned.all()).isZero();
    assertThat(Traces.of(running.pid())).isEmpty();
  }

  @Test
  void whatIsMeasuredWithoutMergingKeepsOthersFromItToo() throws Exception {
    ThisHost.needsDocker();
    String[] off = {
      "--env=docker", "--guests=1", "--sharing=off", "--workload=cpu.Prime", "--profile=standard"
    };
    Process running = new Jar(folder).interruptible().start(words("run", off));
    Jar.await(running, () -> ScratchFolders.changer(ScratchFolders.bases()).isPresent());
    Jar.Ended refused = new Jar(folder).jvm("-Djmh.ignoreLock=true").run(words("other", SLOW));
    Jar.interruptAll(running);
    assertThat(refused.exit()).as(refused.all()).isEqualTo(ExitCode.FAILED);
    assertThat(refused.err()).contains("has changed the settings of KSM");
    assertThat(Traces.of(running.pid())).isEmpty();
  }

  private Process scanning() throws Exception {
    Process running = new Jar(folder).interruptible().start(words("run", SLOW));
    Jar.await(running, () -> settings().get("run").equals("1"));
    assertThat(running.isAlive()).as(new Jar(folder).printed("stderr")).isTrue();
    assertThat(settings()).containsEntry("pages_to_scan", "1");
    return running;
  }

  private static Map<String, String> settings() throws IOException {
    Map<String, String> settings = new TreeMap<>();
    for (String name : SETTINGS) {
      Path file = KSM.resolve(name);
      settings.put(name, Files.exists(file) ? Files.readString(file).strip() : "");
    }
    return settings;
  }

  private double value(String condition, String metric) throws IOException {
    return RunFolder.open(folder.resolve("run")).samples().read().stream()
        .filter(one -> one.condition().equals(condition) && one.metric().equals(metric))
        .mapToDouble(Sample::value)
        .findFirst()
        .orElseThrow();
  }

  private static String[] words(String out, String... arguments) {
    List<String> words = new ArrayList<>(List.of("pages", "--blocks=1", "--out=" + out));
    words.addAll(List.of(arguments));
    return words.toArray(String[]::new);
  }

  private void ends(int exit, String... arguments) throws Exception {
    new Jar(folder).patient().brief().ends(exit, words("run", arguments));
  }
}
