package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.compare.Calibrations;
import dev.tare.experiment.Plan;
import dev.tare.experiment.RecordedPlan;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Timing;
import dev.tare.experiment.judge.Side;
import dev.tare.experiment.judge.Sides;
import dev.tare.launch.Limits;
import dev.tare.result.Facts;
import dev.tare.result.Judging;
import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.CommandSeries;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of {@code gate --run}, shown later: by the options that it was judged with. */
class GateReportTest {
  private static final List<String> SIDES = List.of(Side.BASELINE, Side.CANDIDATE);
  private static final List<String> BENCHMARKS = List.of("o.First.m", "o.Second.m");

  @TempDir Path temp;

  /** Ten blocks in which the candidate is a fifth slower, unless that is over after five. */
  private Path run(String name, boolean recovers, UnaryOperator<RunDocument> kept)
      throws IOException {
    List<ScheduledTrial> schedule = new ArrayList<>();
    for (int slot = 0; slot < 20; slot++) {
      schedule.add(ScheduledTrial.planned(slot, slot / 2 + 1, SIDES.get(slot % 2)));
    }
    RunDocument planned =
        RunDocument.planned(
            name, Instant.EPOCH, 1, Map.of("verb", "gate"), Facts.of(Map.of()), schedule);
    RunFolder folder = RunFolder.create(temp.resolve(name), kept.apply(planned));
    Random random = new Random(7);
    for (ScheduledTrial slot : schedule) {
      boolean slower = slot.environment().equals(Side.CANDIDATE);
      double factor = !slower ? 1 : recovers && slot.block() > 5 ? .85 : 1.2;
      for (String benchmark : BENCHMARKS) {
        double value = 100 * factor * (1 + .01 * random.nextGaussian());
        folder.add(slot.slot(), benchmark + ":avgt:t1", jmh(benchmark, value), "");
      }
      folder.merge(slot.slot());
      folder.done(slot.slot(), Map.of());
    }
    return folder.path();
  }

  private static String jmh(String benchmark, double value) {
    return String.format(
        Locale.ROOT,
        """
        [{"benchmark": "%s", "mode": "avgt", "threads": 1, "forks": 1, "params": {},
          "primaryMetric": {"score": %f, "scoreUnit": "ns/op", "rawData": [[%f, %f]]},
          "secondaryMetrics": {}}]
        """,
        benchmark,
        value,
        value,
        value * 1.001);
  }

  private static UnaryOperator<RunDocument> judged(double tau, String filter, int looks) {
    Judging judging =
        new Judging(
            OptionalDouble.of(tau),
            Map.of(),
            Optional.empty(),
            Optional.of(filter),
            new TreeSet<>(),
            5,
            looks,
            OptionalInt.empty());
    Setting setting =
        new Setting(
            List.of("bare"),
            Limits.NONE,
            5,
            new Timing(0, 1, 1, 1),
            true,
            List.of(),
            0,
            new TreeSet<>(Set.of(0)),
            Optional.empty(),
            1);
    return planned ->
        RecordedPlan.in(
            planned,
            new Plan<>(setting, new Sides(List.of(), judging, OptionalLong.empty()), List.of()));
  }

  private List<String> verdicts(Path run) {
    Terminal terminal = new Terminal();
    int exit = terminal.run("report", run.toString(), "--format", "csv", "--calibration", "none");
    assertThat(exit).as(terminal.err()).isZero();
    return ViewText.records(terminal.out()).stream()
        .filter(one -> one.get("environment").equals(Side.CANDIDATE))
        .map(one -> one.get("benchmark") + " " + one.get("verdict"))
        .toList();
  }

  @Test
  void tauAndFilterAreThoseOfTheGate() throws Exception {
    assertThat(verdicts(run("plain", false, UnaryOperator.identity())))
        .containsExactly("o.First.m REGRESSED", "o.Second.m REGRESSED");
    assertThat(verdicts(run("judged", false, judged(.4, "First", 4))))
        .containsExactly("o.First.m NO_CHANGE", "o.Second.m ");
  }

  @Test
  void whatALookDecidedIsWhatReportAndDiffSay() throws Exception {
    Path run = run("looked", true, judged(.03, "o", 4));
    assertThat(verdicts(run)).containsExactly("o.First.m REGRESSED", "o.Second.m REGRESSED");
    assertThat(verdicts(run("plain", true, UnaryOperator.identity())))
        .noneMatch(line -> line.endsWith("REGRESSED"));
    Terminal diff = new Terminal();
    diff.run("diff", "--calibration", "none", run + ":baseline", run + ":candidate");
    assertThat(diff.out()).contains("decided before more forks were added");
  }

  @Test
  void theNamesOfACommandsFiguresAreThoseOfTheRun() throws Exception {
    for (int fork = 0; fork < 5; fork++) {
      long ns = 1_000_000_000L + 1_000_000L * fork;
      Files.writeString(
          temp.resolve("a" + fork + ".json"),
          CommandSeries.jmh(1, List.of(new CommandSeries.Run(ns, ns, ns, ns))));
      Files.writeString(
          temp.resolve("b" + fork + ".json"),
          CommandSeries.jmh(1, List.of(new CommandSeries.Run(ns, 2 * ns, 2 * ns, 2 * ns))));
    }
    Map<String, Integer> exits =
        Map.of("wall", ExitCode.DONE, "cpu", ExitCode.REGRESSED, "peak-memory", ExitCode.REGRESSED);
    for (Map.Entry<String, Integer> one : exits.entrySet()) {
      Terminal gate = new Terminal();
      int exit =
          gate.run(
              "gate",
              "--metric",
              one.getKey(),
              "--calibration",
              "none",
              temp + "/a*.json",
              temp + "/b*.json");
      assertThat(exit).as(one.getKey() + gate.out() + gate.err()).isEqualTo(one.getValue());
      assertThat(gate.out()).doesNotContain("cpuTime.user");
    }
    Terminal history = new Terminal();
    String[] asked = {"history", "--metric", "peak-memory", "--format", "csv", temp.toString()};
    assertThat(history.run(asked)).isZero();
    assertThat(history.out()).contains("peakMemory");
  }

  @Test
  void whereThePageCannotBeWrittenItIsNamed() throws Exception {
    Path run = run("full", false, UnaryOperator.identity());
    Path page = Files.createDirectory(run.resolve("report.html"));
    RunReport report = new RunReport(run, "gate", new PrintWriter(new StringWriter()));
    Run results = RunReader.readWithLatencies(run);
    assertThatThrownBy(() -> report.write(results, Calibrations.NONE, List.of()))
        .isInstanceOf(UnkeptResults.class)
        .hasMessageStartingWith(page + ": cannot be written (");
  }

  @Test
  void aSideOfWhichEveryForkFailedIsNamedWithTheFirstReason() {
    ScheduledTrial baseline = ScheduledTrial.planned(0, 1, Side.BASELINE);
    ScheduledTrial candidate = ScheduledTrial.planned(1, 1, Side.CANDIDATE);
    ScheduledTrial good = baseline.done(Map.of("o.B.m:avgt:t1", 0), Map.of());
    ScheduledTrial bad = candidate.done(Map.of(), Map.of("o.B.m:avgt:t1", "boom"));
    assertThat(GateRun.lost(List.of(good, bad, candidate)))
        .hasValue("candidate: every fork failed, the first with: boom");
    ScheduledTrial dead = baseline.without(ScheduledTrial.Status.FAILED, "it died");
    assertThat(GateRun.lost(List.of(dead, bad)))
        .hasValue("baseline and candidate: every fork failed, the first with: it died");
    ScheduledTrial late = candidate.without(ScheduledTrial.Status.SKIPPED, "the time is over");
    assertThat(GateRun.lost(List.of(good, late))).isEmpty();
  }

  @Test
  void tamperedOptionsAreALine() throws Exception {
    Path run = run("judged", false, judged(.4, "First", 4));
    Path document = run.resolve("run.json");
    String text = Files.readString(document);
    assertThat(text).contains("\"First\"");
    Files.writeString(document, text.replace("\"First\"", "\"Fi(rst\""));
    Terminal terminal = new Terminal();
    assertThat(terminal.run("report", run.toString(), "--format", "csv")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).startsWith("tare: " + run).contains("judging");
  }
}
