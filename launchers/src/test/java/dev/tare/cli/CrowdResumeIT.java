package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.Slot;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with several environments at once, killed in the middle and gone on with. */
@Tag("full")
class CrowdResumeIT {
  private static final long MOST_MS = 180_000;

  @TempDir Path folder;
  private Path run;

  @BeforeEach
  void run() {
    run = folder.resolve("run");
  }

  @Test
  void densityThatWasKilledMakesTheBrokenStepAnewAndNoOther() throws Exception {
    ThisHost.needsDocker();
    long killed =
        killed(
            "steps.jsonl",
            List.of("density", "--env=docker", "--guests=1,2", "--blocks=2", "--seed=3"));
    List<String> before = lines("steps.jsonl");
    Map<String, String> kept = visits(before.size());
    assertThat(kept).isNotEmpty();
    assertThat(Traces.of(killed)).as("what the kill left").isNotEmpty();

    goOn("density");
    assertThat(Traces.of(killed)).isEmpty();
    assertThat(visits(before.size())).containsAllEntriesOf(kept);
    assertThat(lines("steps.jsonl")).hasSize(4).startsWith(before.toArray(String[]::new));
    everyVisitIsDone(6);
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
  void isolationThatWasKilledGoesOnWithTheSameWork() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsLxc();
    ThisHost.needsTwoCpus();
    long killed =
        killed(
            "isolation.json",
            List.of(
                "isolate",
                "--env=lxc",
                "--neighbour=competing",
                "--blocks=2",
                "--seconds=1",
                "--limit=memory=640m"));
    JsonNode before = json("isolation.json");
    int finished = before.path("visits").size();
    Map<String, String> kept = visits(finished);
    assertThat(kept).isNotEmpty();

    goOn("isolate");
    assertThat(Traces.of(killed)).isEmpty();
    assertThat(visits(finished)).containsAllEntriesOf(kept);
    JsonNode after = json("isolation.json");
    assertThat(after.path("works")).hasSize(1).isEqualTo(before.path("works"));
    assertThat(after.path("visits")).hasSize(4);
    for (int i = 0; i < finished; i++) {
      assertThat(after.path("visits").get(i)).isEqualTo(before.path("visits").get(i));
    }
    everyVisitIsDone(4);
    assertThat(SectionsJson.read(run).get(0).tables().get(0).rows()).hasSize(1);
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

  /** Starts it, and kills it while it makes what follows on the first of a file's entries. */
  private long killed(String file, List<String> words) throws Exception {
    List<String> all = new ArrayList<>(words);
    all.add("--out=run");
    Process process = new Jar(folder).start(all.toArray(String[]::new));
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MOST_MS);
    while (process.isAlive() && System.nanoTime() < deadline && !hasEntry(file)) {
      Thread.sleep(20);
    }
    // The next one's environments are being made, or run.
    Thread.sleep(2000);
    assertThat(process.isAlive()).as(new Jar(folder).printed("stderr")).isTrue();
    process.destroyForcibly().waitFor();
    assertThat(process.exitValue()).isEqualTo(137);
    assertThat(RunFolder.open(run).document().finished()).isEmpty();
    return process.pid();
  }

  private boolean hasEntry(String file) throws IOException {
    return Files.exists(run.resolve(file))
        && Files.readString(run.resolve(file)).contains("\"block\"");
  }

  private void goOn(String verb) throws Exception {
    Jar.Ended ended =
        new Jar(folder).within(MOST_MS / 1000).ends(ExitCode.DONE, verb, "--resume", "run");
    assertThat(ended.out()).contains("Report:     run/report.html");
  }

  private void everyVisitIsDone(int visits) throws Exception {
    RunFolder now = RunFolder.open(run);
    assertThat(now.document().schedule())
        .hasSize(visits)
        .allSatisfy(slot -> assertThat(slot.status()).isEqualTo(Slot.Status.DONE));
    assertThat(now.document().finished()).isPresent();
  }

  /** JMH's files of the first visits, with when they were written. */
  private Map<String, String> visits(int first) throws IOException {
    Map<String, String> visits = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file :
          all.filter(one -> one.getFileName().toString().matches("\\d{3}\\..*")).toList()) {
        int slot = Integer.parseInt(file.getFileName().toString().substring(0, 3));
        if (slot < first) {
          visits.put(
              run.relativize(file).toString(),
              Files.getLastModifiedTime(file) + " " + Files.readString(file));
        }
      }
    }
    return visits;
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(run.resolve(file));
  }

  private static List<Integer> scores(Run read, String benchmark) {
    return read.series().stream()
        .filter(one -> one.key().isPrimary() && one.key().benchmark().contains(benchmark))
        .map(one -> one.forks().size())
        .toList();
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(run.resolve(file).toFile());
  }
}
