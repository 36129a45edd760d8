package dev.tare.result.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.result.Facts;
import dev.tare.result.Iteration;
import dev.tare.result.LatencyCounts;
import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.Series;
import dev.tare.stats.ForkSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final String RUN_ID = "b:avgt:t1";

  @TempDir Path temp;

  @Test
  void timeAtWorkIsKeptWithoutThePauses() throws Exception {
    RunFolder first = RunFolder.create(temp.resolve("paused"), plan("bare"));
    first.without(0, ScheduledTrial.Status.FAILED, "interrupted");
    Duration before = RunFolder.open(first.path()).document().measured().orElseThrow();
    RunFolder second = RunFolder.open(first.path());
    second.finish(Instant.now().plusSeconds(86_400));
    Duration all = RunFolder.open(first.path()).document().measured().orElseThrow();
    assertThat(all).isGreaterThanOrEqualTo(before).isLessThan(Duration.ofHours(1));
  }

  @Test
  void trialsBecomeForksThatKnowTheirBlock() throws Exception {
    RunFolder run = RunFolder.create(temp.resolve("r"), plan("bare", "kvm/docker", "kvm/docker"));
    save(run, 1, "[[1, 2]]");
    run.done(1, Map.of("c", "no io_uring"));
    save(run, 2, "[[3], [4]]");
    run.done(2, Map.of());
    run.without(0, ScheduledTrial.Status.FAILED, "it did not boot");
    run.finish(START.plusSeconds(60));

    Run read = RunReader.read(temp.resolve("r"), "kvm/docker");
    assertThat(read.series()).hasSize(1);
    Series score = read.series().get(0);
    assertThat(score.key().environment()).contains("kvm/docker");
    assertThat(score.forks())
        .extracting(fork -> fork.block())
        .containsExactly(OptionalInt.of(2), OptionalInt.of(3), OptionalInt.of(3));
    assertThat(read.schedule().get(2).forks()).containsEntry(RUN_ID, 1);
    assertThat(read.finished()).contains(START.plusSeconds(60));
    assertThat(read.warnings()).containsExactly("kvm/docker, block 2: c failed, no io_uring");
    assertThat(RunReader.read(temp.resolve("r")).warnings())
        .contains("bare, block 1: FAILED, it did not boot", "bare: no results");
  }

  @Test
  void theFolderIsTheOneOfTheDesignAndLeavesNoHalfFile() throws Exception {
    RunFolder run = RunFolder.create(temp.resolve("r"), plan("kvm/docker"));
    run.facts("kvm/docker", Facts.of(Map.of("cpu.model", "X")));
    latencies(run, 0);
    save(run, 0, "[[1]]");
    try (Stream<Path> all = Files.walk(temp.resolve("r"))) {
      assertThat(all.filter(Files::isRegularFile).map(f -> temp.relativize(f).toString()))
          .containsExactlyInAnyOrder(
              "r/run.json",
              "r/kvm+docker/facts.json",
              "r/kvm+docker/jmh.json",
              "r/kvm+docker/latency.hlog",
              "r/kvm+docker/trials/000.json",
              "r/kvm+docker/trials/000.hlog");
    }
    assertThat(run.console("kvm/docker")).isEqualTo(temp.resolve("r/kvm+docker/console.log"));
    assertThat(RunReader.read(temp.resolve("r")).environments())
        .containsEntry("kvm/docker", Facts.of(Map.of("cpu.model", "X")));
  }

  @Test
  void aRunThatWasCutShortIsReadAndGoesOn() throws Exception {
    RunFolder first = RunFolder.create(temp.resolve("r"), plan("bare", "bare"));
    save(first, 0, "[[1]]");
    first.done(0, Map.of());

    RunFolder again = RunFolder.open(temp.resolve("r"));
    assertThat(again.document()).isEqualTo(first.document());
    assertThat(again.document().schedule())
        .extracting(ScheduledTrial::status)
        .containsExactly(ScheduledTrial.Status.DONE, ScheduledTrial.Status.PLANNED);
    save(again, 1, "[[2]]");
    save(again, 1, "[[3]]");
    assertThat(RunReader.read(temp.resolve("r")).series().get(0).forks()).hasSize(2);
    assertThat(RunReader.read(temp.resolve("r")).warnings())
        .containsExactly("not finished: 1 of 2 trials not measured");
    again.done(1, Map.of());
    again.finish(START.plusSeconds(60));
    assertThat(RunReader.read(temp.resolve("r")).warnings()).isEmpty();
    assertThatThrownBy(() -> RunFolder.create(temp.resolve("r"), plan("bare")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aRunOfAnEarlierVersionGoesOnInItsOwnFolders() throws Exception {
    RunFolder first = RunFolder.create(temp.resolve("r"), plan("bare", "bare"));
    save(first, 0, "[[1]]");
    first.done(0, Map.of());
    Path bare = temp.resolve("r/bare");
    Files.move(bare.resolve("trials"), bare.resolve("visits"));

    RunFolder again = RunFolder.open(temp.resolve("r"));
    save(again, 1, "[[2]]");
    assertThat(bare.resolve("visits/001.json")).exists();
    assertThat(bare.resolve("trials")).doesNotExist();
    assertThat(RunReader.read(temp.resolve("r")).series().get(0).forks()).hasSize(2);
  }

  @Test
  void blocksAreCountedFromOneInTheFileAndFromZeroInThoseOfEarlierVersions() throws Exception {
    RunDocument plan = plan("bare", "bare");
    RunFolder.create(temp.resolve("r"), plan);
    Path file = temp.resolve("r/run.json");
    String text = Files.readString(file);
    int last = plan.schedule().get(1).block();
    assertThat(text).contains("\"schema\" : 2", "\"block\" : " + last);

    Files.writeString(file, text.replace("\"schema\" : 2", "\"schema\" : 1"));
    assertThat(RunFolder.open(temp.resolve("r")).document().schedule().get(1).block())
        .isEqualTo(last + 1);
  }

  @Test
  void trialThatIsToComeAgainLeavesTheOthersAsTheyWere() throws Exception {
    RunFolder run = RunFolder.create(temp.resolve("r"), plan("bare", "bare", "lxc", "kvm"));
    for (int slot = 0; slot < 3; slot++) {
      latencies(run, slot);
      save(run, slot, "[[" + slot + "]]");
      run.done(slot, Map.of());
    }
    run.again(List.of(0, 2, 3));
    RunFolder again = RunFolder.open(temp.resolve("r"));
    assertThat(again.document().schedule().get(0)).isEqualTo(ScheduledTrial.planned(0, 1, "bare"));
    assertThat(again.document().schedule().get(1).forks()).containsEntry(RUN_ID, 0);
    assertThat(kept(again, "bare").get(RUN_ID).keySet()).containsExactly(0);
    assertThat(kept(again, "lxc")).isEmpty();
    Run read = RunReader.read(temp.resolve("r"));
    assertThat(read.series()).hasSize(1);
    assertThat(read.series().get(0).forks().get(0).iterations().get(0).value()).isEqualTo(1);
    assertThat(read.warnings()).contains("lxc: no results");
  }

  @Test
  void latenciesOfAllTrialsFollowTheirForks() throws Exception {
    RunFolder run = RunFolder.create(temp.resolve("r"), plan("bare", "bare"));
    for (int slot = 0; slot < 2; slot++) {
      latencies(run, slot);
      save(run, slot, "[[1]]");
    }
    assertThat(kept(run, "bare").get(RUN_ID).keySet()).containsExactly(0, 1);
    Series score = RunReader.readWithLatencies(temp.resolve("r")).series().get(0);
    assertThat(score.forks())
        .allSatisfy(fork -> assertThat(fork.histogram().orElseThrow().total()).isEqualTo(2));
    assertThat(RunReader.read(temp.resolve("r")).series().get(0).forks())
        .allSatisfy(fork -> assertThat(fork.histogram()).isEmpty());
  }

  @Test
  void anEnvironmentOfARunIsReadWithItsLatenciesWhereTheyAreAskedFor() throws Exception {
    RunFolder run = RunFolder.create(temp.resolve("r"), plan("bare", "lxc"));
    for (int slot = 0; slot < 2; slot++) {
      latencies(run, slot);
      save(run, slot, "[[1]]");
    }
    for (String side : List.of("r:lxc", "r/lxc")) {
      String path = temp + "/" + side;
      Series with =
          new Sides(JmhText.stream(""), Latencies.READ, line -> {}).read(path).series().get(0);
      assertThat(with.key().environment()).contains("lxc");
      assertThat(with.forks().get(0).histogram().orElseThrow().total()).isEqualTo(2);
      Series without = new Sides(JmhText.stream("")).read(path).series().get(0);
      assertThat(without.forks().get(0).histogram()).isEmpty();
    }
  }

  @Test
  void benchmarksAreAddedOneByOneAndMergedAtTheEnd() throws Exception {
    RunFolder run = RunFolder.create(temp.resolve("r"), plan("bare", "bare"));
    for (int slot = 0; slot < 2; slot++) {
      run.add(slot, "b:avgt:t1", document("b", "[[1.50]]"), "");
      run.add(slot, "c:avgt:t1", document("c", "[[2]]"), "");
      assertThat(run.runs(slot)).containsExactly("b:avgt:t1", "c:avgt:t1");
      run.merge(slot);
      run.done(slot, Map.of());
    }
    assertThat(run.trial(1)).content().contains("1.50");
    List<Series> series = RunReader.read(temp.resolve("r")).series();
    assertThat(series).hasSize(2).allSatisfy(one -> assertThat(one.forks()).hasSize(2));
    assertThat(run.document().schedule().get(1).forks())
        .containsExactlyInAnyOrderEntriesOf(Map.of("b:avgt:t1", 1, "c:avgt:t1", 1));
  }

  @Test
  void whatAKillCutOffIsAddedAgainWithoutDoubleLatencies() throws Exception {
    RunFolder run = RunFolder.create(temp.resolve("r"), plan("bare"));
    latencies(run, 0);
    String log = Files.readString(run.trialLatencies(0));
    RunFolder again = RunFolder.open(temp.resolve("r"));
    assertThat(again.runs(0)).isEmpty();
    again.add(0, RUN_ID, document("b", "[[1]]"), log);
    again.merge(0);
    assertThat(kept(again, "bare").get(RUN_ID).get(0).total()).isEqualTo(2);
  }

  @Test
  void failureIsKeptBeforeTheTrialEnds() throws Exception {
    RunFolder run = RunFolder.create(temp.resolve("r"), plan("bare"));
    run.fail(0, RUN_ID, "killed");
    ScheduledTrial slot = RunFolder.open(temp.resolve("r")).document().schedule().get(0);
    assertThat(slot.status()).isEqualTo(ScheduledTrial.Status.PLANNED);
    assertThat(slot.failures()).containsExactly(Map.entry(RUN_ID, "killed"));
  }

  @Test
  void whatCouldNotBeHadAndThatItCanGoOnIsToldByWhoeverReadsIt() throws Exception {
    RunDocument asked = plan("bare");
    RunFolder run =
        RunFolder.create(
            temp.resolve("r"),
            RunDocument.planned(
                "r",
                START,
                42,
                Map.of(
                    RunDocument.UNAVAILABLE,
                    "docker: no daemon\nlxc: no root",
                    RunDocument.JAR,
                    "0a"),
                asked.host(),
                asked.schedule()));
    save(run, 0, "[[1]]");
    run.done(0, Map.of());

    assertThat(RunReader.read(temp.resolve("r")).warnings())
        .containsExactly(
            "left out: docker: no daemon",
            "left out: lxc: no root",
            "not finished; --resume goes on");
  }

  @Test
  void crashThatWasRunAgainIsKeptBesideTheResultAndWarnedOf() throws Exception {
    RunFolder run = RunFolder.create(temp.resolve("r"), plan("bare"));
    run.crashed(0, RUN_ID, "SIGSEGV");
    save(run, 0, "[[1]]");
    run.done(0, Map.of());
    ScheduledTrial slot = RunFolder.open(temp.resolve("r")).document().schedule().get(0);
    assertThat(slot.status()).isEqualTo(ScheduledTrial.Status.DONE);
    assertThat(slot.crashes()).containsExactly(Map.entry(RUN_ID, "SIGSEGV"));
    assertThat(RunReader.read(temp.resolve("r")).warnings())
        .anySatisfy(warning -> assertThat(warning).contains("was run again, SIGSEGV"));
  }

  @Test
  void aForkWithoutASecondaryMetricDoesNotShiftTheOthers() throws Exception {
    RunFolder run = RunFolder.create(temp.resolve("r"), plan("bare", "bare"));
    save(run, 0, "[[1]]");
    Path second = temp.resolve("second.json");
    Files.writeString(
        second,
        JmhText.result(JmhText.benchmark("b", "", "[[2]]", JmhText.metric("p99", "ns", "[[9]]"))));
    run.save(1, second);
    Series p99 = RunReader.read(temp.resolve("r")).series().get(1);
    assertThat(p99.key().metric()).isEqualTo("p99");
    assertThat(p99.forks()).extracting(fork -> fork.index()).containsExactly(1);
    assertThat(p99.forks().get(0).block()).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"thrpt.json", "ss.json", "sample.json.gz", "gc.json.gz"})
  void mergedForksGiveTheScoreOfEveryTableAndJmhsPercentiles(String name) throws Exception {
    JsonNode whole = whole(name);
    RunFolder run = RunFolder.create(temp.resolve("r"), plan("bare", "bare"));
    for (int fork = 0; fork < 2; fork++) {
      Path trial = temp.resolve("fork" + fork);
      Json.write(trial, onlyFork(whole, fork));
      run.save(fork, trial);
    }
    JsonNode merged = Json.read(temp.resolve("r/bare/jmh.json"));
    assertThat(merged).hasSameSizeAs(whole);
    List<Series> series =
        RunReader.read(temp.resolve("r")).series().stream()
            .filter(one -> one.key().isPrimary())
            .toList();
    for (int i = 0; i < whole.size(); i++) {
      sameMetric(merged.get(i).path("primaryMetric"), whole.get(i).path("primaryMetric"));
      sameScore(merged.get(i).path("primaryMetric"), series.get(i));
      assertThat(merged.get(i).path("forks").asInt()).isEqualTo(2);
    }
  }

  /** The geometric mean of two forks, and Student's t of one degree of freedom. */
  private static void sameScore(JsonNode merged, Series series) {
    double[] logs =
        series.forks().stream()
            .mapToDouble(
                fork ->
                    ForkSummary.MEDIAN.of(
                        fork.iterations().stream().mapToDouble(Iteration::value).toArray()))
            .map(Math::log)
            .toArray();
    double mean = (logs[0] + logs[1]) / 2;
    double half = 12.706204736 * Math.abs(logs[0] - logs[1]) / 2;
    assertThat(Math.log(merged.path("score").asDouble())).isCloseTo(mean, within(1e-9));
    assertThat(Math.log(merged.path("scoreConfidence").get(0).asDouble()))
        .isCloseTo(mean - half, within(1e-6));
    assertThat(Math.log(merged.path("scoreConfidence").get(1).asDouble()))
        .isCloseTo(mean + half, within(1e-6));
  }

  private static void sameMetric(JsonNode merged, JsonNode whole) {
    String raw = whole.has("rawData") ? "rawData" : "rawDataHistogram";
    assertThat(merged.path(raw)).isEqualTo(whole.path(raw));
    JsonNode percentiles = whole.path("scorePercentiles");
    percentiles
        .fieldNames()
        .forEachRemaining(
            p -> {
              double expected = percentiles.path(p).asDouble();
              assertThat(merged.path("scorePercentiles").path(p).asDouble())
                  .as(p)
                  .isCloseTo(expected, within(1e-9 * expected));
            });
  }

  /** The file as JMH would have written it for one of its forks, as far as the merge reads it. */
  private static ArrayNode onlyFork(JsonNode whole, int fork) {
    ArrayNode trial = whole.deepCopy();
    for (JsonNode record : trial) {
      only((ObjectNode) record.path("primaryMetric"), fork);
      record.path("secondaryMetrics").forEach(metric -> only((ObjectNode) metric, fork));
    }
    return trial;
  }

  private static void only(ObjectNode metric, int fork) {
    for (String raw : List.of("rawData", "rawDataHistogram")) {
      if (metric.has(raw)) {
        JsonNode kept = metric.path(raw).path(fork);
        metric.putArray(raw).add(kept);
      }
    }
  }

  private JsonNode whole(String name) throws IOException {
    try (var in = RunFolderTest.class.getResourceAsStream("/jmh/" + name)) {
      var plain = name.endsWith(".gz") ? new GZIPInputStream(in) : in;
      Files.copy(plain, temp.resolve("whole.json"));
    }
    return Json.read(temp.resolve("whole.json"));
  }

  private void save(RunFolder run, int slot, String rawData) throws IOException {
    Files.writeString(run.trial(slot), JmhText.result(JmhText.benchmark("b", "", rawData, "")));
    run.save(slot, run.trial(slot));
  }

  private static String document(String benchmark, String rawData) {
    return JmhText.result(JmhText.benchmark(benchmark, "", rawData, ""));
  }

  private static Map<String, SortedMap<Integer, LatencyCounts>> kept(RunFolder run, String stack)
      throws BadInput {
    Path log = run.environment(stack).resolve(RunFolder.LATENCY);
    return Files.exists(log) ? LatencyLog.read(log) : Map.of();
  }

  private static void latencies(RunFolder run, int slot) throws IOException {
    Histogram two = new Histogram(3);
    two.recordValue(100);
    two.recordValue(200);
    try (LatencyLog log = new LatencyLog(Files.newOutputStream(run.trialLatencies(slot)))) {
      log.write(new LatencyTag(RUN_ID, 0, 0), 1000, 2000, two);
    }
  }

  /** One trial a block. */
  private static RunDocument plan(String... environments) {
    List<ScheduledTrial> slots =
        IntStream.range(0, environments.length)
            .mapToObj(i -> ScheduledTrial.planned(i, i + 1, environments[i]))
            .toList();
    return RunDocument.planned(
        "r", START, 42, Map.of("profile", "quick"), Facts.of(Map.of("cpu.model", "X")), slots);
  }
}
