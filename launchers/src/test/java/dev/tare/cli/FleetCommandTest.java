package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Facts;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetCommandTest {
  @TempDir Path temp;

  private final Terminal terminal = new Terminal();

  private int fleet(String... words) {
    return terminal.verb("fleet", words);
  }

  @Test
  void theSlowNodeIsNamedAndNoOther() throws IOException {
    NodeFiles.write(temp, 8, 3, 2);
    assertThat(fleet(temp.toString())).isZero();
    assertThat(terminal.out())
        .containsPattern("n3 +all +worse +(1\\.9|2\\.0)\\d+ \\[")
        .containsPattern("First\\.m +.* us/op +7 ")
        .containsPattern("1 of 8 nodes is off the others: n3 \\((1\\.9|2\\.0)\\d+\u00d7\\)\\.\n$");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void whatSpeaksAgainstAFindingIsSaidAndThatFilesTellNothingOfMachines() throws IOException {
    NodeFiles.write(temp, 8, -1, 1);
    Files.writeString(
        temp.resolve("n3.json"),
        NodeFiles.node(3, 2).replaceAll("(\\[\\[[^]]*], [^]]*], [^]]*]), [^a-z]*]]", "$1]"));
    assertThat(fleet(temp.toString(), "--format", "json")).isZero();
    assertThat(terminal.out())
        .containsPattern("\"(First|Second)\\.m on n3(, \\w+\\.m on n3)?: few forks\"")
        .contains("\"n0, n1, n2 and 5 more: noise: not recorded\"")
        .contains("The files tell nothing of the machines, so nothing tells the outlying nodes");
  }

  @Test
  void namesThatDifferInWhatCannotBeSeenDoNotLookAlike() throws IOException {
    NodeFiles.write(temp, 6, -1, 1);
    List<String> unseen = List.of("\n", "\r", "\t", "\u2028", "\u0085", " ");
    for (int i = 0; i < unseen.size(); i++) {
      Files.writeString(temp.resolve("n" + unseen.get(i) + "8.json"), NodeFiles.node(80 + i, 1));
    }
    assertThat(fleet(temp.toString())).isZero();
    assertThat(terminal.out())
        .contains("n\\u000A8  ", "n\\u000D8  ", "n\\u00098  ", "n\\u20288  ", "n\\u00858  ")
        .contains("  n 8  ");
    Terminal page = new Terminal();
    assertThat(page.run("fleet", temp.toString(), "--format", "html")).isZero();
    assertThat(page.out()).contains("n\\\\u000A8\"", "n\\\\u20288\"");
  }

  @Test
  void aNameWithALineBreakIsRead() throws IOException {
    NodeFiles.write(temp, 8, 3, 2);
    Files.writeString(temp.resolve("n\n8.json"), NodeFiles.node(8, 1));
    Files.writeString(temp.resolve("notes\n.txt"), "");
    assertThat(fleet(temp.toString())).isZero();
    assertThat(terminal.out())
        .contains("1 of 9 nodes is off the others: n3", "n\\u000A8  ")
        .contains(temp + ": not read: notes .txt; results end in .json or .json.gz\n");
    Terminal csv = new Terminal();
    assertThat(csv.run("fleet", temp + "/n*.json", "--format", "csv")).isZero();
    assertThat(csv.out()).contains("\n\"n\n8\",o.First");
  }

  @Test
  void aFleetWhoseNodesAllFailedSaysThatNothingWasMeasured() throws IOException {
    for (int i = 0; i < 2; i++) {
      RunFolder run =
          RunFolder.create(
              temp.resolve("n" + i),
              RunDocument.planned(
                  "r",
                  Instant.EPOCH,
                  1,
                  Map.of(),
                  Facts.of(Map.of()),
                  List.of(ScheduledTrial.planned(0, 1, "docker"))));
      run.done(0, Map.of("o.First.m:avgt:t1", "it broke"));
    }
    assertThat(fleet(temp + "")).isEqualTo(ExitCode.FAILED);
    assertThat(terminal.err())
        .isEqualTo(
            "tare: left out: "
                + temp
                + "/n0: no results in it yet (and in 1 more)\n"
                + "tare: nothing was measured on any of the 2 nodes\n");
  }

  @Test
  void twoForksHaveARatioWithoutAnInterval() throws IOException {
    for (int i = 0; i < 6; i++) {
      Files.writeString(
          temp.resolve("n" + i + ".json"),
          NodeFiles.node(i, i == 3 ? 2 : 1)
              .replaceAll("(\\[\\[[^]]*], \\[[^]]*]), [^a-z]*]]", "$1]"));
    }
    assertThat(fleet(temp.toString())).isZero();
    assertThat(terminal.out())
        .containsPattern("n3 +(1\\.9|2\\.0)\\d+\u00d7 no interval +2 forks, and it takes 3")
        .contains("Nothing is judged: it takes 6 nodes with 3 forks each");
    Terminal csv = new Terminal();
    assertThat(csv.run("fleet", temp.toString(), "--format", "csv")).isZero();
    assertThat(csv.out()).containsPattern("n3,o.First.*,us/op,[\\d.]+,[12][\\d.]+,,,,,,\"2 forks");
  }

  @Test
  void whatIsHugeIsShortAndNoNameIsAFormulaOrSteersATerminal() throws IOException {
    NodeFiles.write(temp, 8, -1, 1);
    Files.writeString(
        temp.resolve("=1+1.json"), NodeFiles.node(3, 1).replaceAll("(\\d+\\.\\d\\d\\d)", "$1e300"));
    Files.writeString(temp.resolve("\u001b[31mred.json"), NodeFiles.node(9, 1));
    Files.writeString(temp.resolve("a\rb.json"), NodeFiles.node(10, 1));
    assertThat(fleet(temp.toString())).isZero();
    assertThat(terminal.out()).containsPattern("=1\\+1 +all +worse +\\d\\.\\d{3}e\\+\\d{3} ");
    Terminal csv = new Terminal();
    assertThat(csv.run("fleet", temp.toString(), "--format", "csv")).isZero();
    assertThat(csv.out())
        .contains("\r\n'=1+1,o.First", "\r\n\\u001B[31mred,", "\r\na\\u000Db,")
        .doesNotContain("\u001b");
    Path page = temp.resolve("fleet.html");
    assertThat(new Terminal().run("fleet", temp.toString(), "-o", page.toString())).isZero();
    assertThat(page).content().doesNotContain("\"ratio\":\"", "Infinity\"");
  }

  @Test
  void fewNodesAreShownAndNotJudged() throws IOException {
    NodeFiles.write(temp, 4, 0, 3);
    assertThat(fleet(temp.toString())).isZero();
    assertThat(terminal.out())
        .doesNotContain("Outlying")
        .endsWith(
            "Nothing is judged: it takes 6 nodes with 3 forks each to tell one from the others, and"
                + " there are 4 nodes.\n");
  }

  @Test
  void oneNodeIsNoFleet() throws IOException {
    NodeFiles.write(temp, 1, 0, 1);
    assertThat(fleet(temp.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err())
        .isEqualTo(
            "tare: a fleet takes two nodes or more, and there is one: n0; report shows a single"
                + " one\n");
  }

  @Test
  void oneFileThatIsGivenTwiceIsStillNoFleet() throws IOException {
    NodeFiles.write(temp, 1, 0, 1);
    String file = temp.resolve("n0.json").toString();
    assertThat(fleet(file, file)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("there is one: n0;");
  }

  @Test
  void nodesThatMeasuredOthersAreShownAndWhatHoldsForManyIsSaidOnce() throws IOException {
    for (int i = 0; i < 8; i++) {
      Files.writeString(
          temp.resolve("n" + i + ".json"),
          "[" + NodeFiles.record("o.B" + i + ".m", 100, "us/op", new Random(i)) + "]");
    }
    assertThat(fleet(temp.toString())).isZero();
    assertThat(terminal.out())
        .contains(" and 5 more: not measured: 7 of 8 benchmarks\n")
        .contains("B0.m, B1.m, B2.m and 5 more: not judged: 1 node has forks enough")
        .endsWith("and of 8 nodes no benchmark has so many.\n");
  }

  @Test
  void whatIsForMeasuringIsRefusedWhereNothingIsMeasured() throws IOException {
    NodeFiles.write(temp, 6, 0, 1);
    assertThat(fleet(temp.toString(), "--at-once", "3")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err())
        .isEqualTo(
            "tare: --at-once: no effect without --env: what the nodes left is shown as it is\n");
    assertThat(new Terminal().run("fleet", temp.toString(), "--tau", "5%", "--format", "csv"))
        .isZero();
    assertThat(fleet("--env=slurm(nodes=2)", "--at-once=0", "--dry-run")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("tare: --at-once 0: 1 or more\n");
  }

  @Test
  void aFleetOfOneNodeIsRefused() {
    for (String one :
        List.of(
            "slurm", "slurm(nodes=1)", "slurm(nodelist=n[3])/docker", "slurm(nodelist=n[0-0,0])")) {
      Terminal refused = new Terminal();
      assertThat(refused.run("fleet", "--env=" + one, "--dry-run")).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err())
          .isEqualTo(
              "tare: --env "
                  + one
                  + ": a fleet takes two nodes or more, such as 'slurm(nodes=8)'; matrix measures"
                  + " one\n");
    }
  }

  @Test
  void aDryRunSaysHowManyNodesItWouldTakeForHowLong() {
    assertThat(fleet("--env=slurm(nodelist=n[0-7],time=0:10)", "--benchmarks=cpu", "--dry-run"))
        .isZero();
    assertThat(terminal.out())
        .containsPattern(
            "\n# 8 nodes, each in a job of its own, 8 at once: a node takes about (.+), all of them"
                + " about \\1 once Slurm gives them\n");
    assertThat(terminal.err())
        .containsPattern("^tare: a node takes about .+, and Slurm ends a job after 10 s; ");
    Terminal many = new Terminal();
    many.run("fleet", "--env=slurm(nodes=200)", "--benchmarks=cpu", "--at-once=9", "--dry-run");
    assertThat(many.out()).contains("\n# 200 nodes, each in a job of its own, 9 at once: ");
  }

  @Test
  void aNodeWithoutABenchmarkAndOneOfAnotherUnitAreMarked() throws IOException {
    NodeFiles.write(temp, 8, 0, 1);
    Random random = new Random(1);
    Files.writeString(
        temp.resolve("n5.json"), "[" + NodeFiles.record("o.First.m", 100, "us/op", random) + "]");
    Files.writeString(
        temp.resolve("n6.json"),
        "["
            + NodeFiles.record("o.First.m", 100, "us/op", random)
            + ","
            + NodeFiles.record("o.Second.m", 100, "B/op", random)
            + "]");
    assertThat(fleet(temp.toString())).isZero();
    assertThat(terminal.out())
        .contains("n5: not measured: 1 of 2 benchmarks")
        .contains("n6: its unit is B/op, and us/op on most nodes: 1 of 2 benchmarks");
  }

  @Test
  void thePageHoldsAllNodesAndBenchmarks() throws IOException {
    NodeFiles.write(temp, 8, 3, .5);
    Path page = temp.resolve("fleet.html");
    assertThat(fleet(temp.toString(), "-o", page.toString())).isZero();
    assertThat(page)
        .content()
        .contains("\"outlying\":\"better\"")
        .contains("\"name\":\"n7\"")
        .contains("\"ratios\":[[");
  }
}
