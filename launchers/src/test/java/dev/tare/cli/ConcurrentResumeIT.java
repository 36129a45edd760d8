package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.Section;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import dev.tare.result.io.SectionsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Runs with several environments at once, killed at a random moment and gone on with. */
@Tag("full")
@ResourceLock("what killed runs leave")
class ConcurrentResumeIT {
  /** About what a step takes: the kill meets the making, the measuring or the end of the next. */
  private static final int STEP_MS = 8_000;

  private static final long SEED = Long.getLong("tare.seed", System.nanoTime());

  @TempDir Path folder;
  private Path run;

  @BeforeEach
  void run() {
    run = folder.resolve("run");
  }

  @Test
  void densityThatWasKilledMakesTheBrokenStepAnewAndNoOther() throws Exception {
    ThisHost.needsDocker();
    killedAndGoneOnWith(4, "density", "--env=docker", "--guests=1,2", "--blocks=2", "--seed=3");
    everyTrialIsDone(6);
    Run read = RunReader.read(run);
    assertThat(scores(read, ".Prime.")).containsExactlyInAnyOrder(2, 4);
    assertThat(scores(read, "density.pss")).as("a fork a block").containsExactly(2, 2);
    Section section = SectionsJson.read(run).get(0);
    assertThat(section.tables().get(0).rows())
        .extracting(row -> row.get(1).value())
        .containsExactly(1.0, 2.0);
    assertThat(section.tables().get(1).rows())
        .filteredOn(row -> row.get(1).words().equals("PSS"))
        .as("the host's readings of all four steps")
        .allMatch(row -> row.get(3).value() == 4);
  }

  @Test
  void isolationThatWasKilledOrDamagedGoesOnWithTheSameWork() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsLxc();
    ThisHost.needsTwoCpus();
    killedAndGoneOnWith(
        4,
        "isolate",
        "--env=lxc",
        "--neighbour=competing",
        "--blocks=2",
        "--seconds=1",
        "--limit=memory=640m");
    everyTrialIsDone(4);
    Set<JsonNode> works = works();
    assertThat(works).hasSize(1);
    assertThat(SectionsJson.read(run).get(0).tables().get(0).rows()).hasSize(1);
    assertThat(scores(RunReader.read(run), "isolate.work")).containsExactly(2, 2);

    Map<String, String> others = trials(4);
    Path damaged = RunFolder.open(run).trial(0);
    others.keySet().removeIf(name -> name.contains("/000."));
    Files.writeString(damaged, Files.readString(damaged).substring(0, 60));
    assertThat(goOn("isolate").err()).contains("this trial will be made again");
    assertThat(trials(4)).containsAllEntriesOf(others).hasSizeGreaterThan(others.size());
    assertThat(lines("steps.jsonl")).hasSize(4);
    everyTrialIsDone(4);
    assertThat(works()).isEqualTo(works);
  }

  @Test
  void imagesOfAKilledRunAreRemovedAndMadeAnew() throws Exception {
    ThisHost.needsDocker();
    killedAndGoneOnWith(4, "image", "--image=docker,rootfs", "--blocks=2");
    everyTrialIsDone(4);
    assertThat(SectionsJson.read(run).get(0).tables().get(0).rows()).hasSize(2);
  }

  @Test
  void aRunOfAnotherJarOrVerbIsRefused() throws Exception {
    Jar.Ended first =
        new Jar(folder)
            .patient()
            .run("density", "--env=bare", "--guests=1", "--blocks=1", "--out=run");
    assertThat(first.exit()).as(first.err()).isZero();
    Jar.Ended verb = new Jar(folder).run("isolate", "--resume", "run");
    assertThat(verb.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(verb.err()).isEqualTo("tare: --resume run: not a run of isolate but of density\n");
    Path document = run.resolve("run.json");
    Files.writeString(
        document, Files.readString(document).replaceAll("\"jar\" *: *\"..", "\"jar\": \"zz"));
    Jar.Ended jar = new Jar(folder).run("density", "--resume", "run");
    assertThat(jar.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(jar.err()).contains("the run was begun by another jar (zz").hasLineCount(1);
  }

  /**
   * Starts it, kills it at a random moment and goes on with it; what was finished is as it was.
   *
   * @param steps that it has
   */
  private void killedAndGoneOnWith(int steps, String... words) throws Exception {
    Random random = new Random(SEED + words[0].hashCode());
    int finished = random.nextInt(steps);
    int afterMs = random.nextInt(STEP_MS);
    String moment =
        words[0] + ", killed " + afterMs + " ms after step " + finished + ", -Dtare.seed=" + SEED;
    long killed = killed(finished, afterMs, words);
    List<String> before = lines("steps.jsonl");
    Map<String, String> kept = trials(before.size());

    goOn(words[0]);
    assertThat(Traces.of(killed)).as(moment).isEmpty();
    assertThat(trials(before.size())).as(moment).containsAllEntriesOf(kept);
    List<String> after = lines("steps.jsonl");
    assertThat(after).as(moment).hasSize(steps);
    assertThat(after.subList(0, before.size())).as(moment).isEqualTo(before);
    assertThat(RunFolder.open(run).samples().read()).as(moment).doesNotHaveDuplicates();
  }

  /** Ends it so long after so many steps, if it has not come to its end by then. */
  private long killed(int finished, int afterMs, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--out=run");
    Process process = new Jar(folder).brief().start(all.toArray(String[]::new));
    Jar.await(
        process,
        () -> Files.exists(run.resolve("run.json")) && lines("steps.jsonl").size() >= finished);
    process.waitFor(afterMs, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    assertThat(run.resolve("run.json")).as(new Jar(folder).printed("stderr")).exists();
    return process.pid();
  }

  private Jar.Ended goOn(String verb) throws Exception {
    Jar.Ended ended =
        new Jar(folder).patient().brief().ends(ExitCode.DONE, verb, "--resume", "run");
    assertThat(ended.out()).contains("Report:     run/report.html");
    return ended;
  }

  private void everyTrialIsDone(int trials) throws Exception {
    RunFolder now = RunFolder.open(run);
    assertThat(now.document().schedule())
        .hasSize(trials)
        .allSatisfy(slot -> assertThat(slot.status()).isEqualTo(ScheduledTrial.Status.DONE));
    assertThat(now.document().finished()).isPresent();
  }

  /** JMH's files of the first trials, with when they were written. */
  private Map<String, String> trials(int first) throws IOException {
    Map<String, String> trials = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file :
          all.filter(one -> one.getFileName().toString().matches("\\d{3}\\..*")).toList()) {
        int slot = Integer.parseInt(file.getFileName().toString().substring(0, 3));
        if (slot < first) {
          trials.put(
              run.relativize(file).toString(),
              Files.getLastModifiedTime(file) + " " + Files.readString(file));
        }
      }
    }
    return trials;
  }

  /** The whole lines of a file; none where it is not there. */
  private List<String> lines(String file) throws IOException {
    Path path = run.resolve(file);
    String text = Files.exists(path) ? Files.readString(path) : "";
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private static List<Integer> scores(Run read, String benchmark) {
    return read.series().stream()
        .filter(one -> one.key().isPrimary() && one.key().benchmark().contains(benchmark))
        .map(one -> one.forks().size())
        .toList();
  }

  /** What the victims of all steps were to do. */
  private Set<JsonNode> works() throws IOException {
    Set<JsonNode> works = new HashSet<>();
    for (String line : lines("steps.jsonl")) {
      works.add(new ObjectMapper().readTree(line).at("/outcome/calibration/work"));
    }
    return works;
  }
}
