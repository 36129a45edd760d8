package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import dev.tare.result.io.SectionsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verb on real engines, with few starts. */
@Tag("full")
class BootIT {
  private static final int SIGNAL = 128;
  private static final int KILL = 9;

  /** How far phases may be from the whole that is stamped apart from them, as a part of it. */
  private static final double PART = 0.05;

  /** And how long a busy machine may stand between two stamps, ns. */
  private static final double STALL = 200e6;

  @TempDir Path folder;

  private String path = System.getenv("PATH");

  @Test
  void containersStartInPhasesThatSumToTheWholeAndNothingIsLeft() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsDocker();
    ThisHost.needsLxc();
    ThisHost.needsBwrap();
    ends(
        0,
        "--env=docker",
        "--env=lxc",
        "--env=runc",
        "--env=bwrap",
        "--count=1,2",
        "--cache=cold",
        "--cache=warm",
        "--rate=2",
        "--starts=1");
    Run run = RunReader.read(folder.resolve("run"));
    assertThat(run.environments())
        .hasSize(4 * 2 * 3)
        .containsKeys("docker x1", "lxc x2, cold", "runc, 2 a second", "bwrap x2");
    List<JsonNode> starts = starts();
    assertThat(starts)
        .as("cold and warm: one, a burst of two, one at a rate")
        .hasSize(4 * 2 * (1 + 2 + 1));
    for (JsonNode start : starts) {
      JsonNode reached = start.path("reached");
      assertThat(names(reached))
          .contains("BEGUN", "FIRST_BYTE", "RETURNED", "READY", "JVM")
          .isSubsetOf("BEGUN", "FIRST_BYTE", "RETURNED", "READY", "JVM", "ANSWER");
      assertThat(reached.path("BEGUN").asLong())
          .isPositive()
          .isLessThan(reached.path("FIRST_BYTE").asLong());
      assertThat(reached.path("JVM").asLong()).isPositive();
      assertThat(start.path("processGoneNs").asLong()).isPositive();
      assertThat(lastReached(start))
          .as("the whole is stamped apart from its phases, of which an answer may be the last")
          .isCloseTo(whole(start), within(PART * whole(start) + STALL));
      assertThat(start.path("peakBytes").asLong()).isBetween(1L << 20, 1L << 30);
    }
    assertThat(starts)
        .as("a stall between the stamps of two threads is not usual")
        .filteredOn(start -> Math.abs(lastReached(start) - whole(start)) <= PART * whole(start))
        .filteredOn(
            start ->
                start.path("reached").path("FIRST_BYTE").asLong()
                    < start.path("reached").path("JVM").asLong())
        .filteredOn(start -> start.path("processGoneNs").asLong() < start.path("goneNs").asLong())
        .hasSizeGreaterThan(starts.size() / 2);
    assertThat(starts)
        .as("only docker has a network unless it is asked for")
        .filteredOn(start -> start.path("reached").path("ANSWER").asLong() > 0)
        .hasSize(2 * (1 + 2 + 1));
    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    phasesSumToTheWhole(section.tables().get(1));
    assertThat(RunFolder.open(folder.resolve("run")).samples().read())
        .filteredOn(one -> one.metric().equals(Metrics.START_CPU_SHARE.name()))
        .hasSize(4 * 2 * 3)
        .allSatisfy(one -> assertThat(one.value()).isBetween(0.0, 1.0));
    assertThat(section.studies())
        .extracting(Section.Judged::source)
        .contains("Dhar 2016, Table 5.2");
    assertThat(folder.resolve("run/report.html")).content().contains("Which starts how fast");
    Agreement.of(folder.resolve("run"), new Jar(folder).printed("stdout"));
  }

  private static double lastReached(JsonNode start) {
    JsonNode reached = start.path("reached");
    return Math.max(reached.path("JVM").asDouble(), reached.path("ANSWER").asDouble());
  }

  private static double whole(JsonNode start) {
    return start.path("totalNs").asDouble();
  }

  /** Each column but the first three and the last is a phase; a stall is not usual here either. */
  private static void phasesSumToTheWhole(Section.Table table) {
    List<Double> apart = new ArrayList<>();
    for (List<Section.Cell> row : table.rows()) {
      double whole = row.get(row.size() - 1).value();
      double sum =
          row.subList(3, row.size() - 1).stream()
              .mapToDouble(cell -> cell.value() == null ? 0 : cell.value())
              .sum();
      assertThat(sum).as(row.get(0).words()).isCloseTo(whole, within(PART * whole + STALL));
      apart.add(Math.abs(sum - whole) / whole);
    }
    assertThat(apart).filteredOn(one -> one <= PART).hasSizeGreaterThan(apart.size() / 2);
  }

  @Test
  @ResourceLock("emulated guests")
  void anEmulatedMachineTellsItsKernelAndItsInitAndSaysWhatItIs() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsQemu();
    ends(
        0,
        "--env=kvm(accel=tcg,memory=512m)",
        "--starts=1",
        "--from=image,snapshot",
        "--seed=1",
        "--time-limit=200");
    Map<Boolean, JsonNode> fromImage =
        starts().stream()
            .map(start -> start.path("reached"))
            .collect(Collectors.toMap(reached -> reached.has("KERNEL"), reached -> reached));
    assertThat(fromImage.get(false).path("FIRST_BYTE").asLong())
        .as("from a snapshot, without a kernel that boots")
        .isPositive()
        .isLessThan(fromImage.get(true).path("FIRST_BYTE").asLong());
    JsonNode reached = fromImage.get(true);
    List<String> order =
        List.of("BEGUN", "ACCEPTED", "KERNEL", "INIT", "FIRST_BYTE", "READY", "JVM");
    assertThat(order.stream().map(one -> reached.path(one).asLong()).toList())
        .isSorted()
        .doesNotContain(0L)
        .doesNotHaveDuplicates();
    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    assertThat(section.tables())
        .extracting(Section.Table::caption)
        .as("starts and their phases; of two ends no percentile is told")
        .hasSize(2)
        .allMatch(caption -> caption.endsWith(", emulated machines"));
    phasesSumToTheWhole(section.tables().get(1));
    assertThat(section.notes()).anyMatch(note -> note.endsWith("emulated (TCG), not a KVM figure"));
  }

  @Test
  void aContainerGoesOnFromACheckpointOrSaysWhyItCannot() throws Exception {
    ThisHost.needsRoot();
    String check = ThisHost.said("sh", "-c", "criu check 2>&1 && echo able; true").strip();
    boolean able = check.endsWith("able");
    String[] words = {"--env=runc", "--from=image,checkpoint", "--starts=2"};
    ends(able ? ExitCode.DONE : ExitCode.FAILED, words);
    assertThat(starts()).hasSize(able ? 4 : 2);
    if (able) {
      assertThat(starts())
          .filteredOn(start -> start.at("/reached/JVM").equals(start.at("/reached/FIRST_BYTE")))
          .as("the JVM that was warm wrote the first byte")
          .hasSize(2);
    } else {
      String why = check.lines().filter(line -> line.contains("Error")).findFirst().orElse(check);
      assertThat(new Jar(folder).complaints())
          .singleElement()
          .asString()
          .startsWith("tare: --from checkpoint: criu ")
          .contains(why.contains("not found") ? "apt-get install criu" : why);
      assumeThat(able).as("CRIU works here: " + why).isTrue();
    }
  }

  @Test
  void startsAtARateAndFromAColdCacheAreConditionsOfTheirOwn() throws Exception {
    ThisHost.needsRoot();
    ends(0, "--env=runc", "--cache=warm,cold", "--rate=5", "--starts=6");
    assertThat(starts()).as("one at a time and at the rate, warm and cold").hasSize(4 * 6);
    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    assertThat(section.tables().get(0).rows())
        .extracting(row -> row.get(1).words() + "; " + row.get(2).words())
        .hasSize(4)
        .anySatisfy(row -> assertThat(row).contains(" at once").endsWith("; warm"))
        .anySatisfy(row -> assertThat(row).contains(" at once").endsWith("; cold for the first"));
    assertThat(section.tables().get(0).rows())
        .as("six starts have a median, with its interval")
        .allSatisfy(row -> assertThat(row.get(4).low()).isPositive());
  }

  @Test
  void aDryRunSavesBeforeItGoesOn() throws Exception {
    String line = "boot --env runc --env lxc --env kvm --from snapshot,checkpoint --dry-run";
    Jar.Ended ended = new Jar(folder).run(line.split(" "));
    assertThat(ended.exit()).as(ended.err()).isZero();
    for (List<String> pair :
        List.of(
            List.of(" checkpoint ", " restore "), List.of("migrate exec:cat >", " -incoming "))) {
      assertThat(ended.out()).containsSubsequence(pair);
    }
  }

  @Test
  void aStartThatHangsIsGivenUpInOneLineAndTheOthersAreMeasured() throws Exception {
    ThisHost.needsRoot();
    engine("exec sleep 1000");
    ends(ExitCode.FAILED, "--env=runc", "--count=2", "--starts=4", "--time-limit=20");
    assertThat(starts()).hasSize(3);
    assertThat(failures()).singleElement().asString().startsWith("given up after 20 s: runc: ");
  }

  @Test
  void anEngineThatFailsInABurstCostsThatStartAlone() throws Exception {
    ThisHost.needsRoot();
    engine("false");
    ends(ExitCode.FAILED, "--env=runc", "--count=4", "--starts=4");
    assertThat(starts()).hasSize(3);
    assertThat(failures()).containsExactly("runc: no more today");
    assertThat(new Jar(folder).complaints()).containsExactly("tare: runc x4: runc: no more today");
  }

  @Test
  @ResourceLock("emulated guests")
  void aSnapshotThatDoesNotRestoreOrIsDamagedIsOneLineAndTheOthersGoOn() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsQemu();
    String memory = "memory=$(echo \"$*\" | sed \"s/.*exec:cat //; s/ .*//\"); ";
    program(
        "qemu-system-x86_64",
        "-incoming",
        "{ "
            + memory
            + ("cd " + folder + "; ")
            + "if mkdir first; then false; "
            + "elif mkdir second; then cp $memory whole; truncate -s 100000 $memory; "
            + "elif mkdir third; then cat whole >$memory; fi 2>/dev/null; }");
    ends(
        ExitCode.FAILED,
        "--env=kvm(accel=tcg,machine=microvm,memory=256m)",
        "--from=image,snapshot",
        "--seed=1",
        "--starts=3");
    assertThat(starts()).as("three from the image, the third from the snapshot").hasSize(3 + 1);
    assertThat(starts())
        .filteredOn(start -> start.at("/reached/KERNEL").isMissingNode())
        .singleElement()
        .satisfies(start -> assertThat(start.at("/reached/JVM").asLong()).isPositive());
    assertThat(failures())
        .hasSize(2)
        .allMatch(line -> line.startsWith("kvm: QEMU ended with "))
        .satisfiesExactly(
            line -> assertThat(line).contains("no more today"),
            line -> assertThat(line).doesNotContain("no more today"));
  }

  @Test
  void withoutRootOnlyAWarmCacheIsMeasuredAndALineSaysSo() throws Exception {
    ThisHost.needsRoot();
    Jar jar = new Jar(folder).asNobody();
    String[] words = words("--env=bare", "--cache=cold,warm", "--starts=2");
    jar.ends(ExitCode.FAILED, words);
    assertThat(starts()).hasSize(2);
    assertThat(RunReader.read(folder.resolve("run")).environments()).containsOnlyKeys("bare x1");
    assertThat(jar.complaints())
        .singleElement()
        .asString()
        .endsWith("--cache cold: /proc/sys/vm/drop_caches cannot be written (run as root)");
  }

  @Test
  void interruptedInABurstOfEightItLeavesNothingAndGoesOn() throws Exception {
    ThisHost.needsRoot();
    engine("exec sleep 1000");
    Process running = start("--env=runc", "--count=8", "--starts=8");
    Jar.await(running, () -> Files.exists(folder.resolve("second")));
    Jar.interruptAll(running);
    assertThat(Traces.of(running.pid())).isEmpty();
    assertThat(folder.resolve("run/steps.jsonl"))
        .satisfiesAnyOf(
            steps -> assertThat(steps).doesNotExist(), steps -> assertThat(steps).isEmptyFile());
    new Jar(folder).patient().ends(0, "boot", "--resume", "run");
    assertThat(starts()).hasSize(8);
  }

  @Test
  @ResourceLock("what killed runs leave")
  void killedInABurstOfEightWhatItLeavesIsCleanedAndItGoesOn() throws Exception {
    ThisHost.needsRoot();
    engine("kill -9 $PPID");
    Process running = start("--env=runc", "--count=8", "--starts=8");
    assertThat(running.waitFor()).as("killed by its own engine").isEqualTo(SIGNAL + KILL);
    Jar.Ended cleaned = new Jar(folder).run("env", "--clean");
    assertThat(cleaned.exit()).as(cleaned.all()).isZero();
    assertThat(Traces.of(running.pid())).isEmpty();
    new Jar(folder).patient().ends(0, "boot", "--resume", "run");
    assertThat(starts()).hasSize(8);
  }

  @ParameterizedTest
  @CsvSource({"docker, docker, run", "lxc, lxc-execute, --daemon"})
  void whatClientsThatAreEndedHaveAskedForIsTakenAwayThoughItOnlyComesThen(
      String layer, String client, String word) throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsDocker();
    ThisHost.needsLxc();
    String real = ThisHost.said("sh", "-c", "command -v " + client).strip();
    String ended = real + " \"$@\" & sleep 0.03; kill -9 $!; kill -9 $$";
    program(client, word, "mkdir " + folder + "/first 2>/dev/null || { " + ended + "; }");
    ends(ExitCode.FAILED, "--env=" + layer, "--count=8", "--starts=8");
    assertThat(folder.resolve("first")).as("the one that is not measured came up").exists();
  }

  /** Puts another runc before the real one, whose second start does something first. */
  private void engine(String second) throws Exception {
    String once = "cd " + folder + " && mkdir first || ! mkdir second || { " + second + "; }";
    program("runc", "run", "(" + once + ") 2>/dev/null");
  }

  /** Puts another program before the real one, which fails where a command, run first, does. */
  private void program(String name, String word, String first) throws Exception {
    String real = ThisHost.said("sh", "-c", "command -v " + name).strip();
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path script = bin.resolve(name);
    Files.writeString(
        script,
        """
        #!/bin/sh
        case " $* " in *' %s '*) %s || { echo no more today >&2; exit 7; };; esac
        exec %s "$@"
        """
            .formatted(word, first, real));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    path = bin + ":" + path;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private List<JsonNode> outcomes() throws IOException {
    List<JsonNode> outcomes = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("run/steps.jsonl"))) {
      outcomes.add(new ObjectMapper().readTree(line).path("outcome"));
    }
    return outcomes;
  }

  private List<JsonNode> starts() throws IOException {
    List<JsonNode> starts = new ArrayList<>();
    outcomes().forEach(one -> one.path("starts").forEach(starts::add));
    return starts;
  }

  private List<String> failures() throws IOException {
    List<String> failures = new ArrayList<>();
    outcomes().forEach(one -> one.path("failures").forEach(why -> failures.add(why.asText())));
    return failures;
  }

  private static String[] words(String... arguments) {
    List<String> words = new ArrayList<>(List.of("boot", "--blocks=1", "--out=run"));
    words.addAll(List.of(arguments));
    return words.toArray(String[]::new);
  }

  private Process start(String... arguments) throws IOException {
    return new Jar(folder).interruptible().env("PATH", path).start(words(arguments));
  }

  /** Runs the verb to its end, after which nothing of it is there. */
  private void ends(int exit, String... arguments) throws Exception {
    new Jar(folder).patient().env("PATH", path).ends(exit, words(arguments));
  }
}
