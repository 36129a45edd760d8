package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetGateTest {
  @TempDir Path temp;

  private final Terminal terminal = new Terminal();

  private int gate(Path before, Path after, String... more) {
    List<String> all = new ArrayList<>(List.of("gate", "--fleet", before + "", after + ""));
    all.addAll(List.of(more));
    return terminal.run(all.toArray(String[]::new));
  }

  /** Writes the same nodes after something made them all so many times as slow, but for one. */
  private Path after(int nodes, double times, int spared, String prefix) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("after"));
    for (int i = 0; i < nodes; i++) {
      Files.writeString(
          folder.resolve(prefix + i + ".json"), NodeFiles.node(100 + i, i == spared ? 1 : times));
    }
    return folder;
  }

  @Test
  void aFleetBeforeAndAfterIsPairedByNode() throws IOException {
    Path before = NodeFiles.write(temp.resolve("before"), 8, 0, 1);
    assertThat(gate(before, after(8, 1.1, -1, "n"))).isEqualTo(ExitCode.REGRESSED);
    assertThat(terminal.out())
        .contains("Gate failed (REGRESSED)")
        .contains("the unit is the node")
        .contains("paired by node, as its files are called: 8 nodes are in both");
  }

  @Test
  void twoPartitionsAreComparedAsTheyAre() throws IOException {
    Path before = NodeFiles.write(temp.resolve("before"), 8, 0, 1);
    assertThat(gate(before, after(9, 1, -1, "m"))).isZero();
    assertThat(terminal.out()).contains("no node is in both").doesNotContain("paired by node");
  }

  @Test
  void aFleetThatWasDifferentAlreadyStillShowsAChange() throws IOException {
    // Nodes differ by half; only pairs show the tenth.
    Path before = Files.createDirectories(temp.resolve("before"));
    Path after = Files.createDirectories(temp.resolve("after"));
    for (int i = 0; i < 8; i++) {
      Files.writeString(before.resolve("n" + i + ".json"), NodeFiles.node(i, 1 + i * .2));
      Files.writeString(
          after.resolve("n" + i + ".json"), NodeFiles.node(50 + i, 1.1 * (1 + i * .2)));
    }
    assertThat(gate(before, after)).isEqualTo(ExitCode.REGRESSED);
  }

  @Test
  void aFleetAgainstItselfAndOneNodeAreRefused() throws IOException {
    Path before = NodeFiles.write(temp.resolve("before"), 8, 0, 1);
    assertThat(gate(before, before)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("the same results, to the last digit");
    Terminal one = new Terminal();
    String file = before + "/n0.json";
    assertThat(one.run("gate", "--fleet", file, file)).isEqualTo(ExitCode.USAGE);
    assertThat(one.err()).contains("a fleet takes two nodes or more");
    Terminal run = new Terminal();
    assertThat(run.run("gate", "--fleet", "--run")).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--fleet: no effect with --run");
  }

  /** Two iterations a fork, over which the threads waited for a CPU for so long a share. */
  private static String disturbed(int seed, double waited) {
    double score = 100 * (1 + .2 * new Random(seed).nextGaussian());
    String readings = "[[1e9,1e9],[1e9,1e9],[1e9,1e9]]";
    return String.format(
        Locale.ROOT,
        "[{\"benchmark\": \"o.First.m\", \"mode\": \"avgt\", \"threads\": 1, \"forks\": 3,"
            + " \"primaryMetric\": {\"score\": 1, \"scoreUnit\": \"us/op\", \"rawData\":"
            + " [[%1$.3f, %1$.3f], [%1$.3f, %1$.3f], [%1$.3f, %1$.3f]]}, \"secondaryMetrics\":"
            + " {\"noise.wall\": {\"score\": 1, \"scoreUnit\": \"ns\", \"rawData\": %2$s},"
            + " \"noise.runDelay\": {\"score\": 1, \"scoreUnit\": \"ns\", \"rawData\": %3$s}}}]",
        score,
        readings,
        readings.replace("1e9", String.valueOf(waited * 1e9)));
  }

  @Test
  void nodesThatWaitedExplainWhatIsInconclusiveAndNothingPasses() throws IOException {
    Path before = Files.createDirectories(temp.resolve("before"));
    Path after = Files.createDirectories(temp.resolve("after"));
    for (int i = 0; i < 8; i++) {
      Files.writeString(before.resolve("n" + i + ".json"), disturbed(i, .001));
      Files.writeString(after.resolve("n" + i + ".json"), disturbed(50 + i, i < 3 ? .2 : .001));
    }
    assertThat(gate(before, after)).isZero();
    assertThat(terminal.out())
        .contains("cannot tell (noisy)")
        .contains("B 3 of 8 nodes disturbed: run delay 3")
        .contains("not failed; 1 could not be judged")
        .doesNotContain("not recorded");
    Terminal strict = new Terminal();
    assertThat(strict.run("gate", "--fleet", "--strict", before + "", after + ""))
        .isEqualTo(ExitCode.INCONCLUSIVE);
    Terminal alone = new Terminal();
    assertThat(alone.run("fleet", after + "")).isZero();
    assertThat(alone.out()).contains("n0, n1, n2: noise: disturbed from outside");
  }

  @Test
  void aNodeWhoseFigureIsNoneKeepsAGateFromPassing() throws IOException {
    Path before = NodeFiles.write(temp.resolve("before"), 8, 0, 1);
    Path after = after(8, 1, -1, "n");
    Files.writeString(after.resolve("n6.json"), NodeFiles.node(106, 1).replace("us/op", "B/op"));
    assertThat(gate(before, after)).isEqualTo(ExitCode.NOT_COMPARABLE);
    assertThat(terminal.out())
        .contains("n6: the unit of o.First.m:avgt:t1 is B/op, and us/op on others");
    Files.writeString(after.resolve("n6.json"), NodeFiles.node(106, -1));
    Terminal below = new Terminal();
    assertThat(below.run("gate", "--fleet", before + "", after + ""))
        .isEqualTo(ExitCode.NOT_COMPARABLE);
    assertThat(below.out())
        .contains("n6: a value of o.First.m:avgt:t1 is no finite number above 0");
  }

  @Test
  void aGateDoesNotPassWhatCouldNotBeRead() throws IOException {
    Path before = NodeFiles.write(temp.resolve("before"), 8, -1, 1);
    Path after = after(8, 1, -1, "n");
    Files.copy(after.resolve("n0.json"), after.resolve("copy.json"));
    Files.writeString(after.resolve("notes.txt"), "");
    assertThat(gate(before, after)).isZero();
    Files.writeString(after.resolve("n8.json"), "[{");
    Terminal cut = new Terminal();
    assertThat(cut.run("gate", "--fleet", before + "", after + "")).isEqualTo(ExitCode.FAILED);
    assertThat(cut.out())
        .contains(
            "B: left out: " + after + "/n8.json", "failed (FAILED): a node failed or could not");
  }

  @Test
  void fourNodesASideAreNotEnoughForAVerdict() throws IOException {
    Path before = NodeFiles.write(temp.resolve("before"), 2, 0, 1);
    assertThat(gate(before, after(2, 3, -1, "n"))).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(terminal.out()).contains("cannot tell (too few nodes)", "few nodes");
  }

  @Test
  void aGateOfFleetsCountsNodesAndNamesTheOneThatIsOff() throws IOException {
    Path before = NodeFiles.write(temp.resolve("before"), 8, 3, 2);
    Files.writeString(before.resolve("n8.json"), "[{");
    assertThat(gate(before, after(8, 1, -1, "m"), "--junit", temp + "/gate.xml"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(terminal.out())
        .containsPattern("interval +nodes +verdict")
        .containsPattern("\\d+ nodes a side would tell; A: node n3 lies \\+\\d")
        .contains(" more nodes a side would tell")
        .contains("A: left out: " + before + "/n8.json")
        .doesNotContain("fork", "iteration");
    assertThat(temp.resolve("gate.xml")).content().contains(", nodes 8/8;").doesNotContain("fork");
  }
}
