package dev.tare.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tare.result.Direction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestTest {
  private static final Ours OURS = new Ours("cpu.Prime", List.of(), "", 1);

  @TempDir Path folder;

  @Test
  void eachGroupHasBothOrdersAndChanceDecidesWhichComesFirst() {
    List<Boolean> order = Contest.order(40, new Random(1));
    List<Boolean> firsts = new ArrayList<>();
    for (int i = 0; i < order.size(); i += 2) {
      assertThat(order.get(i + 1)).isNotEqualTo(order.get(i));
      firsts.add(order.get(i));
    }
    assertThat(Collections.frequency(firsts, true)).isBetween(4, 16);
    assertThat(Contest.order(40, new Random(1))).isEqualTo(order);
  }

  @Test
  void oneOrMoreSaysThatOursIsAtLeastAsFastInBothDirections() {
    List<Pair> twice = List.of(new Pair(true, 200, 100), new Pair(false, 202, 101));
    assertThat(Ratio.of(twice, Direction.HIGHER).mean()).isCloseTo(2, within(1e-12));
    assertThat(Ratio.of(twice, Direction.LOWER).mean()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void theIntervalIsThatOfAPairedTOnTheLogs() {
    List<Pair> pairs =
        List.of(new Pair(true, 101, 100), new Pair(false, 103, 100), new Pair(true, 99, 100));
    Ratio ratio = Ratio.of(pairs, Direction.HIGHER);
    assertThat(ratio.mean()).isCloseTo(1.009867969540, within(1e-9));
    assertThat(ratio.low()).isCloseTo(0.961386773025, within(1e-9));
    assertThat(ratio.high()).isCloseTo(1.060793995214, within(1e-9));
  }

  @Test
  void aPeerThatIsNotInstalledIsOneLineWithItsPackage() throws Exception {
    Peer absent = new Fake(new Tool("no-such-tool", "its-package", "--version"), List.of());
    StringWriter out = new StringWriter();
    StringWriter log = new StringWriter();
    PeerRow row = new PeerRow(OURS, absent, "ops/s", Direction.HIGHER, "", "");
    assertThat(run(List.of(row, row), out, log)).isTrue();
    assertThat(log.toString())
        .isEqualToIgnoringNewLines(
            "no-such-tool is not installed (Debian: apt-get install its-package)");
    assertThat(out.toString()).doesNotContain("no-such-tool");
  }

  @Test
  void aPeerThatFailsIsALineWithItsLastWordsAndLeavesNothing() throws Exception {
    Tool ls = new Tool("ls", "coreutils", "--version");
    StringWriter log = new StringWriter();
    PeerRow row =
        new PeerRow(
            OURS, new Fake(ls, List.of("ls", "/no/such")), "ops/s", Direction.HIGHER, "", "");
    assertThat(run(List.of(row), new StringWriter(), log)).isFalse();
    assertThat(log.toString()).contains("Not measured: cpu.Prime : ls", "/no/such");
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aPairThatFailsTakesNoneOfThoseBeforeItAlong() throws Exception {
    Tool ls = new Tool("ls", "coreutils", "--version");
    PeerRow row = new PeerRow(OURS, new Fake(ls, List.of()), "ops/s", Direction.HIGHER, "", "");
    Contest contest = new Contest(null, 4, new Random(4), new PrintWriter(new StringWriter()));
    List<Pair> before = new ArrayList<>();
    Contest.Measure failsAfterTwo =
        oursFirst -> {
          if (before.size() == 2) {
            throw new IOException("the table is full");
          }
          before.add(new Pair(oursFirst, 2, 1));
          return before.get(before.size() - 1);
        };
    Contest.Ran ran = contest.gather(null, row, failsAfterTwo);
    assertThat(ran.pairs()).isEqualTo(before).hasSize(2);
    assertThat(ran.cut()).contains("the table is full");
    assertThatThrownBy(
            () ->
                contest.gather(
                    null,
                    row,
                    oursFirst -> {
                      throw new IOException("refused");
                    }))
        .hasMessage("refused");
  }

  @Test
  void aServerThatOpensNoPortIsNamedAndStopped() throws Exception {
    try (Programs programs = new Programs(folder)) {
      assertThatThrownBy(
              () -> programs.serve(List.of("cat", "/no/such"), Ports.free(), Link.LOOPBACK))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cat does not serve")
          .hasMessageContaining("/no/such");
    }
  }

  @Test
  void closingEndsWhatStillRuns() throws Exception {
    Process sleeper;
    try (Programs programs = new Programs(folder)) {
      sleeper =
          programs.start(List.of("sleep", "600"), folder.resolve("out"), folder.resolve("err"));
      assertThat(sleeper.isAlive()).isTrue();
    }
    assertThat(sleeper.waitFor(10, TimeUnit.SECONDS)).as("ended within 10 s").isTrue();
    assertThat(sleeper.exitValue()).isNotZero();
  }

  private boolean run(List<PeerRow> rows, StringWriter out, StringWriter log) throws Exception {
    try (Programs programs = new Programs(folder)) {
      Stage stage = new Stage(programs, folder, 1, Ports.free());
      Contest contest = new Contest(stage, 2, new Random(4), new PrintWriter(log));
      Report report = new Report(folder.resolve("peers.json"), "2026-01-01T00:00:00Z", 0.1, 4, 1);
      return new Comparison(contest, new Table(new PrintWriter(out)), report)
          .run(rows, new PrintWriter(log));
    }
  }

  /** Prepared by the command, so that it fails before the jar is run. */
  private record Fake(Tool tool, List<String> command) implements Peer {
    @Override
    public void prepare(Stage stage) throws IOException, InterruptedException {
      stage.programs().output(command);
    }

    @Override
    public List<String> command(Stage stage) {
      return command;
    }

    @Override
    public double figure(String output) {
      return 1;
    }
  }
}
