package dev.tare.result.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.result.Facts;
import dev.tare.result.ScheduledTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCheckTest {
  private static final String JMH =
      """
      [{"benchmark": "b", "mode": "avgt", "threads": 1,
        "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[1, 2]]}}]
      """;

  @TempDir Path temp;
  private Path path;

  @BeforeEach
  void finishedRun() throws IOException {
    path = temp.resolve("r");
    List<ScheduledTrial> schedule =
        List.of(ScheduledTrial.planned(0, 1, "bare"), ScheduledTrial.planned(1, 2, "bare"));
    RunFolder run =
        RunFolder.create(
            path,
            RunDocument.planned(
                "r", Instant.EPOCH, 1, Map.of("verb", "matrix"), Facts.of(Map.of()), schedule));
    run.facts("bare", Facts.of(Map.of("cpu.model", "X")));
    for (int slot = 0; slot < 2; slot++) {
      run.save(slot, Files.writeString(temp.resolve("jmh.json"), JMH));
      run.done(slot, run.document().schedule().get(slot).failures());
    }
    run.finish(Instant.EPOCH.plusSeconds(1));
  }

  private RunCheck check() throws BadInput {
    return new RunCheck(RunFolder.open(path));
  }

  private Path trial(int slot) {
    return path.resolve("bare/trials/00" + slot + ".json");
  }

  @Test
  void wholeRunIsLeftAsItIs() throws IOException {
    String before = Files.readString(path.resolve("run.json"));
    assertThat(check().damagedTrials()).isEmpty();
    check().mendDerived();
    RunFolder.open(path).merge("bare");
    RunFolder.open(path).finish(Instant.now());
    assertThat(path.resolve("run.json")).hasContent(before);
  }

  @Test
  void trialThatWasCutIsNamedAndMadeAgain() throws IOException {
    Files.writeString(trial(1), JMH.substring(0, 60));
    assertThat(check().damagedTrials())
        .containsOnlyKeys(1)
        .allSatisfy((slot, why) -> assertThat(why).contains("001.json").contains("not JSON"));
    RunFolder run = RunFolder.open(path);
    run.again(List.of(1));
    run.save(1, Files.writeString(temp.resolve("jmh.json"), JMH));
    run.finish(Instant.EPOCH.plusSeconds(9));
    assertThat(RunFolder.open(path).document().finished()).contains(Instant.EPOCH.plusSeconds(9));
    assertThat(RunReader.read(path).series().get(0).forks()).hasSize(2);
  }

  @Test
  void trialThatIsGoneOrWasEmptiedIsNamed() throws IOException {
    Files.delete(trial(0));
    Files.writeString(trial(1), "[]");
    assertThat(check().damagedTrials())
        .containsOnlyKeys(0, 1)
        .allSatisfy((slot, why) -> assertThat(why).contains("00" + slot + ".json"));
  }

  /** Before the size of a batch was part of a name. */
  @Test
  void trialOfAnOlderRunLacksNothingWhereItsBenchmarkIsCalledOtherwise() throws IOException {
    String batch = JMH.replace("\"threads\"", "\"measurementBatchSize\": 94, \"threads\"");
    Files.writeString(trial(0), batch);
    assertThat(check().damagedTrials()).isEmpty();
    assertThat(check().lacks("bare", true)).isEmpty();
    Files.delete(path.resolve("bare/facts.json"));
    assertThat(check().lacks("bare", true)).singleElement().asString().contains("bare/facts.json");
  }

  @Test
  void factsThatAreDamagedAreNamedAndStopNoRunThatGoesOn() throws IOException {
    Files.writeString(path.resolve("bare/facts.json"), "{");
    assertThat(check().damagedTrials()).isEmpty();
    assertThat(check().lacks("bare", true))
        .singleElement()
        .asString()
        .contains("bare/facts.json:1:");
    assertThat(RunReader.read(path).environments().get("bare").values()).isEmpty();
  }

  @Test
  void latenciesThatNobodyReadsAreNotLookedAt() throws IOException {
    Files.writeString(path.resolve("bare/latency.hlog"), "garbage");
    Files.writeString(path.resolve("bare/trials/000.hlog"), "garbage");
    assertThat(check().lacks("bare", true)).hasSize(2);
    assertThat(check().lacks("bare", false)).isEmpty();
  }

  /** What is whole but for its lines looks like any other log. */
  @Test
  void latenciesThatAreGoneOrCutAtTheEndOfALineAreNamed() throws IOException {
    timedRun();
    Path log = path.resolve("bare/trials/000.hlog");
    Path merged = path.resolve("bare/latency.hlog");
    assertThat(check().lacks("bare", true)).isEmpty();
    for (Path one : List.of(log, merged)) {
      String whole = Files.readString(one);
      for (String left : List.of("", whole.substring(0, whole.lastIndexOf("Tag=")))) {
        Files.writeString(one, left);
        assertThat(check().lacks("bare", true)).singleElement().asString().contains(one + ": it");
      }
      Files.delete(one);
      assertThat(check().lacks("bare", true))
          .singleElement()
          .asString()
          .contains(one + ": is gone");
      assertThat(check().lacks("bare", false)).isEmpty();
      Files.createDirectory(one);
      assertThat(check().lacks("bare", true)).singleElement().asString().contains(one + ": ");
      assertThat(RunReader.readWithLatencies(path).series()).isNotEmpty();
      Files.delete(one);
      Files.writeString(one, whole);
    }
    Files.delete(merged);
    check().mendDerived();
    assertThat(check().lacks("bare", true)).isEmpty();
    Files.delete(log);
    assertThat(check().damagedTrials()).containsOnlyKeys(0);
  }

  @Test
  void whatNeverHadLatenciesLacksNone() throws IOException {
    timedRun();
    Files.delete(path.resolve("bare/trials/000.hlog"));
    Files.delete(path.resolve("bare/trials/001.hlog"));
    Files.delete(path.resolve("bare/latency.hlog"));
    Files.delete(path.resolve("bare/latency/b_avgt_t1.hlog"));
    Files.delete(path.resolve("bare/latency"));
    assertThat(check().lacks("bare", true)).isEmpty();
    assertThat(check().damagedTrials()).isEmpty();
  }

  /** Two trials of two iterations, of which each timed its operations. */
  private void timedRun() throws IOException {
    RunFolder run = RunFolder.open(path);
    for (int slot = 0; slot < 2; slot++) {
      Histogram one = new Histogram(3);
      one.recordValue(100);
      try (LatencyLog log = new LatencyLog(Files.newOutputStream(run.trialLatencies(slot)))) {
        log.write(new LatencyTag("b:avgt:t1", 0, 0), 1000, 2000, one);
        log.write(new LatencyTag("b:avgt:t1", 0, 1), 2000, 3000, one);
      }
      String metric = JmhText.metric("latency", "ns/op", "[[100, 100]]");
      String jmh = JmhText.result(JmhText.benchmark("b", "", "[[1, 2]]", metric));
      run.save(slot, Files.writeString(temp.resolve("jmh.json"), jmh));
    }
    run.finish(Instant.EPOCH.plusSeconds(2));
  }

  @Test
  void whatIsMergedIsMergedAgain() throws IOException {
    Path merged = path.resolve("bare/jmh.json");
    String whole = Files.readString(merged);
    Files.writeString(merged, whole.substring(0, 99));
    check().mendDerived();
    assertThat(merged).hasContent(whole);
    Files.delete(merged);
    check().mendDerived();
    assertThat(merged).hasContent(whole);
  }

  @Test
  void folderOutsideTheRunIsRefused() throws IOException {
    Path document = path.resolve("run.json");
    Files.writeString(document, Files.readString(document).replace("\"bare\" :", "\"../x\" :"));
    assertThatThrownBy(() -> RunFolder.open(path))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("../x");
  }
}
