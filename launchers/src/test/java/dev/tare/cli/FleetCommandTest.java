package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.fleet.FleetPlan;
import dev.tare.result.Facts;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunDocument;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetCommandTest {
  @TempDir Path temp;

  private final Terminal terminal = new Terminal();

  private int fleet(String... words) {
    List<String> all = new ArrayList<>(List.of("fleet"));
    all.addAll(List.of(words));
    return terminal.run(all.toArray(String[]::new));
  }

  private Path write(Path folder, int nodes, int slow, double times) throws IOException {
    return NodeFiles.write(folder, nodes, slow, times);
  }

  @Test
  void theSlowNodeIsNamedAndNoOther() throws IOException {
    write(temp, 8, 3, 2);
    assertThat(fleet(temp.toString())).isZero();
    assertThat(terminal.out())
        .containsPattern("n3 +all +worse +(1\\.9|2\\.0)\\d+ \\[")
        .containsPattern("First\\.m +.* us/op +7 ")
        .containsPattern("1 of 8 nodes is off the others: n3 \\((1\\.9|2\\.0)\\d+\u00d7\\)\\.\n$");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void whatIsGivenTwiceCountsOnce() throws IOException {
    write(temp, 8, 3, 2);
    assertThat(fleet("--format", "csv", temp.toString())).isZero();
    String once = terminal.out();
    Path copy = Files.createDirectories(temp.resolve("copy"));
    Files.copy(temp.resolve("n3.json"), copy.resolve("n3.json"));
    Files.copy(temp.resolve("n4.json"), copy.resolve("n4.json"));
    Path packed = temp.resolve("n5.json.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(temp.resolve("n5.json"), gzip);
    }
    Terminal again = new Terminal();
    String[] twice = {
      "fleet",
      "--format",
      "csv",
      temp + "",
      copy + "",
      temp + "/n3.json",
      temp + "/../" + temp.getFileName()
    };
    assertThat(again.run(twice)).isZero();
    assertThat(again.out()).isEqualTo(once);
  }

  @Test
  void filesOfOneNameGoByTheirFolders() throws IOException {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Path folder = Files.createDirectories(temp.resolve("host" + i));
      words.add(Files.writeString(folder.resolve("jmh.json"), NodeFiles.node(i, 1)).toString());
    }
    assertThat(fleet(words.toArray(String[]::new))).isZero();
    assertThat(terminal.out()).contains("host0", "host5").contains("No node of 6 is surely off");
  }

  @Test
  void filesOfOneNameInTwoFoldersAreTwoNodesWhichIsSaid() throws IOException {
    for (int i = 0; i < 6; i++) {
      for (String rack : List.of("rack1", "rack2")) {
        Path folder = Files.createDirectories(temp.resolve(rack));
        boolean slow = i == 3 && rack.equals("rack2");
        int seed = i + (rack.equals("rack1") ? 0 : 50);
        Files.writeString(folder.resolve("n" + i + ".json"), NodeFiles.node(seed, slow ? 2 : 1));
      }
    }
    assertThat(fleet(temp + "/rack1", temp + "/rack2")).isZero();
    assertThat(terminal.out())
        .contains("rack1/n0, rack1/n1, rack1/n2 and 9 more: of one name in several places")
        .contains("TARE_NODE=NAME")
        .contains("1 of 12 nodes is off the others: rack2/n3 (");
    Terminal pattern = new Terminal();
    assertThat(pattern.run("fleet", temp + "/*/*.json")).isZero();
    assertThat(pattern.out()).isEqualTo(terminal.out());
  }

  /** Writes a run folder of the node n7. */
  private static void run(Path folder, int seed) throws IOException {
    run(folder, seed, Instant.parse("2026-01-02T03:04:05Z"));
  }

  private static void run(Path folder, int seed, Instant started) throws IOException {
    List<ScheduledTrial> schedule = List.of(ScheduledTrial.planned(0, 1, "docker"));
    RunFolder run =
        RunFolder.create(
            folder, RunDocument.planned("r", started, 1, Map.of(), Facts.of(Map.of()), schedule));
    run.facts("docker", Facts.of(Map.of(Facts.NODE, "n7", "kernel.release", "6.1")));
    String jmh = "[" + NodeFiles.record("o.First.m", 100, "us/op", new Random(seed)) + "]";
    run.add(0, "o.First.m:avgt:t1", jmh, "");
    run.merge(0);
    run.done(0, Map.of());
  }

  @Test
  void runsThatTellOneNodeAreTakenTogetherWhichIsSaid() throws IOException {
    write(temp, 7, 3, 2);
    for (int i = 0; i < 2; i++) {
      run(temp.resolve("run" + i), 70 + i);
    }
    assertThat(fleet(temp.toString())).isZero();
    assertThat(terminal.out())
        .contains("n7: several runs, taken together by the name of the node that they tell")
        .contains("1 of 8 nodes is off the others: n3 (");
    Terminal json = new Terminal();
    assertThat(json.run("fleet", temp.toString(), "--format", "json")).isZero();
    assertThat(json.out()).contains("\"started\" : \"2026-01-02T03:04:05Z\"");
  }

  @Test
  void whatSpeaksAgainstAFindingIsSaidAndThatFilesTellNothingOfMachines() throws IOException {
    write(temp, 8, -1, 1);
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
  void aFileUnderAnotherNameIsNoOtherNode() throws IOException {
    write(temp, 8, 3, 2);
    Files.copy(temp.resolve("n3.json"), temp.resolve("n9.json"));
    Files.writeString(temp.resolve("na.json"), " " + NodeFiles.node(4, 1));
    assertThat(fleet(temp.toString())).isZero();
    assertThat(terminal.out())
        .contains("left out: " + temp + "/n9.json: the same figures as " + temp + "/n3.json")
        .contains("na.json: the same figures as " + temp + "/n4.json, to the last digit, though")
        .containsPattern("1 of 9 nodes is off the others: n3 .*\\. 1 input was left out\\.\n$");
  }

  @Test
  void aCopyIsFoundAmongOthersOfTheSameFigures() throws IOException {
    write(temp, 8, 3, 2);
    Files.writeString(temp.resolve("na.json"), " " + NodeFiles.node(4, 1));
    Files.copy(temp.resolve("na.json"), temp.resolve("nb.json"));
    assertThat(fleet(temp.toString())).isZero();
    assertThat(terminal.out())
        .contains("left out: " + temp + "/nb.json: the same figures as " + temp + "/na.json")
        .contains("1 of 9 nodes is off the others: n3 (");
  }

  @Test
  void equalFiguresOfOneNodeAtAnotherTimeAreAnotherRun() throws IOException {
    write(temp, 7, 3, 2);
    Instant first = Instant.parse("2026-01-02T03:04:05Z");
    run(temp.resolve("run0"), 70, first);
    run(temp.resolve("run1"), 70, first);
    run(temp.resolve("run2"), 70, first.plusSeconds(60));
    assertThat(fleet(temp.toString())).isZero();
    assertThat(terminal.out())
        .contains("left out: " + temp + "/run1: the same figures as " + temp + "/run0")
        .contains("n7: several runs, taken together", " 1 input was left out.")
        .doesNotContain("taken for another node");
  }

  /** Writes a folder of a folder for each of so many nodes. */
  private Path folders(Path all, int nodes) throws IOException {
    for (int i = 0; i < nodes; i++) {
      Path folder = Files.createDirectories(all.resolve("n" + i));
      Files.writeString(folder.resolve("tare.json"), NodeFiles.node(i, 1));
    }
    return all;
  }

  @Test
  void aFolderWhoseFilesWereNamedBeforeAddsNothing() throws IOException {
    folders(temp, 6);
    assertThat(fleet(temp + "/n0", temp + "/*/tare.json", temp + "", temp + "/.")).isZero();
    assertThat(terminal.out()).contains("No node of 6 ").doesNotContain("left out");
  }

  @Test
  void aResultBesideTheNodesFoldersIsSaidWhereItKeepsThemFromBeingRead() throws IOException {
    folders(temp, 6);
    String remedy =
        "tare: left out: "
            + temp
            + "/n0: a folder beside results; name it to have it read (and in 5 more)\n";
    Path stray = Files.writeString(temp.resolve("fleet.json"), "{\"schema\": 1}");
    assertThat(fleet(temp + "")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err())
        .startsWith("tare: left out: " + stray)
        .contains(remedy)
        .endsWith("there is none that can be read\n")
        .hasLineCount(3);
    Files.writeString(stray, NodeFiles.node(9, 1));
    Terminal gate = new Terminal();
    assertThat(gate.run("gate", "--fleet", temp + "", temp + "")).isEqualTo(ExitCode.USAGE);
    assertThat(gate.err()).startsWith(remedy).hasLineCount(2);
  }

  @Test
  void aFolderBesideResultsIsLeftOutUnlessItIsNamedItself() throws IOException {
    write(temp, 6, -1, 1);
    write(temp.resolve("rack2"), 0, -1, 1);
    Files.writeString(temp.resolve("rack2/m.json"), NodeFiles.node(50, 1));
    String rack = temp + "/rack2";
    assertThat(fleet(temp + "", rack, rack)).isZero();
    assertThat(terminal.out()).contains("No node of 7 ").doesNotContain("left out");
    Terminal file = new Terminal();
    assertThat(file.run("fleet", temp + "", rack + "/*.json")).isZero();
    assertThat(file.out()).contains("No node of 7 ").doesNotContain("left out");
    Terminal csv = new Terminal();
    assertThat(csv.run("fleet", temp + "", "--format", "csv")).isZero();
    assertThat(csv.err())
        .isEqualTo(
            "tare: left out: " + rack + ": a folder beside results; name it to have it read\n");
  }

  @Test
  void ofManyThatAreNamedTheOneThatIsCutIsLeftOut() throws IOException {
    write(temp, 7, -1, 1);
    Files.writeString(temp.resolve("n3.json"), "[{");
    Files.writeString(temp.resolve("n4.json"), "[{");
    Files.writeString(temp.resolve("n7.log"), "");
    List<String> each = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      each.add(temp + "/n" + i + ".json");
    }
    for (List<String> words : List.of(each, List.of(temp + "/*"))) {
      Terminal shown = new Terminal();
      List<String> all = new ArrayList<>(List.of("fleet", "--format", "csv"));
      all.addAll(words);
      assertThat(shown.run(all.toArray(String[]::new))).isZero();
      assertThat(shown.err())
          .startsWith("tare: left out: " + temp + "/n3.json")
          .contains(" (and in 1 more)\n")
          .hasLineCount(words.size() == 1 ? 2 : 1);
    }
  }

  @Test
  void aFleetsOwnRunIsThatOfItsNodesAndNamesThoseThatLeftNothing() throws IOException {
    Path run = temp.resolve("run");
    List<String> planned = List.of("n0", "n1", "n2", "n3", "n4", "n5", "n6");
    FleetPlan plan = new FleetPlan("r-1", "slurm(nodes=7)", planned, List.of("matrix"), 1, 7);
    RunFolder.create(
        run,
        plan.in(
            RunDocument.planned("r", Instant.EPOCH, 1, Map.of(), Facts.of(Map.of()), List.of())));
    assertThat(fleet(run + "")).isEqualTo(ExitCode.USAGE);
    folders(run.resolve("nodes"), 6);
    Terminal shown = new Terminal();
    assertThat(shown.run("fleet", run + "")).isZero();
    assertThat(shown.out())
        .contains(
            "left out: "
                + run
                + "/nodes/n6: nothing came back from this node; fleet --resume goes on\n")
        .endsWith("No node of 6 is surely off the others. 1 input was left out.\n");
    for (List<String> other :
        List.of(List.of("report", run + ""), List.of("diff", run + "", "x"))) {
      Terminal pointed = new Terminal();
      assertThat(pointed.run(other.toArray(String[]::new))).isEqualTo(ExitCode.USAGE);
      assertThat(pointed.err())
          .contains(
              run + ": the run of a fleet; fleet RUN shows it, and gate --fleet A B compares");
    }
    Path before = write(temp.resolve("before"), 6, 0, 1.001);
    Terminal gate = new Terminal();
    assertThat(gate.run("gate", "--fleet", before + "", run + "")).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void aLinkToAnotherNodesFolderIsNoNode() throws IOException {
    folders(temp, 6);
    Files.createSymbolicLink(temp.resolve("latest"), Path.of("n5"));
    assertThat(fleet(temp + "")).isZero();
    assertThat(terminal.out())
        .contains("n5  ", "No node of 6 ")
        .doesNotContain("latest", "left out");
  }

  @Test
  void whatLiesBesideARunInItsNodesFolderIsOfThatNode() throws IOException {
    folders(temp, 6);
    run(temp.resolve("n5/run"), 70);
    assertThat(fleet(temp + "")).isZero();
    assertThat(terminal.out()).contains("n7: several runs, taken together", "No node of 6 ");
  }

  @Test
  void namesThatDifferInWhatCannotBeSeenDoNotLookAlike() throws IOException {
    write(temp, 6, -1, 1);
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
    write(temp, 8, 3, 2);
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
  void aFolderForEachNodeIsReadAndOneThatMayBeManyNodesIsRefused() throws IOException {
    for (int i = 0; i < 6; i++) {
      Path folder = Files.createDirectories(temp.resolve("host" + i + "/tmp/out"));
      Files.writeString(folder.resolve("tare.json"), NodeFiles.node(i, 1));
    }
    Files.createDirectories(temp.resolve("host6"));
    assertThat(fleet(temp.toString())).isZero();
    assertThat(terminal.out())
        .contains("host0  ", "host5  ")
        .contains("left out: " + temp + "/host6: neither a run nor results in it")
        .endsWith("No node of 6 is surely off the others. 1 input was left out.\n");
    Files.writeString(temp.resolve("host3/tmp/out/more.json"), NodeFiles.node(9, 1));
    Terminal many = new Terminal();
    assertThat(many.run("fleet", temp.toString())).isEqualTo(ExitCode.USAGE);
    String glob = temp + "/*/*/*/*.json";
    assertThat(many.err())
        .isEqualTo(
            "tare: "
                + temp
                + "/host3: several runs that do not tell their node; each is taken for a node by the"
                + " pattern '"
                + glob
                + "'\n");
    Terminal named = new Terminal();
    assertThat(named.run("fleet", glob)).isZero();
    assertThat(named.out()).contains("host3/tare  ", "host4/tare  ", "more  ");
  }

  @Test
  void aPipeAndALinkToNothingAreLeftOutWhereverTheyLie() throws Exception {
    folders(temp, 6);
    Path pipe = temp.resolve("n6/tare.json");
    Files.createDirectories(pipe.getParent());
    assertThat(new ProcessBuilder("mkfifo", pipe + "").start().waitFor()).isZero();
    Path link = Files.createDirectories(temp.resolve("n7")).resolve("tare.json");
    Files.createSymbolicLink(link, Path.of("gone.json"));
    String why = ": a pipe or a device; only a file is read by such a name\n";
    for (List<String> words :
        List.of(List.of(temp + ""), List.of(temp + "/n0", temp + "/n1", pipe + "", link + ""))) {
      Terminal shown = new Terminal();
      List<String> all = new ArrayList<>(List.of("fleet"));
      all.addAll(words);
      assertThat(shown.run(all.toArray(String[]::new))).as(shown.err()).isZero();
      assertThat(shown.out())
          .contains("left out: " + pipe + why)
          .contains("left out: " + link + ": a link to what is not there\n")
          .endsWith(" 2 inputs were left out.\n");
    }
    Terminal diff = new Terminal();
    assertThat(diff.run("diff", temp + "/n0/tare.json", pipe + "")).isEqualTo(ExitCode.USAGE);
    assertThat(diff.err()).isEqualTo("tare: " + pipe + why);
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
    write(temp, 8, -1, 1);
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
    write(temp, 4, 0, 3);
    assertThat(fleet(temp.toString())).isZero();
    assertThat(terminal.out())
        .doesNotContain("Outlying")
        .endsWith(
            "Nothing is judged: it takes 6 nodes with 3 forks each to tell one from the others, and"
                + " there are 4 nodes.\n");
  }

  @Test
  void oneNodeIsNoFleet() throws IOException {
    write(temp, 1, 0, 1);
    assertThat(fleet(temp.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err())
        .isEqualTo(
            "tare: a fleet takes two nodes or more, and there is one: n0; report shows a single"
                + " one\n");
  }

  @Test
  void oneFileThatIsGivenTwiceIsStillNoFleet() throws IOException {
    write(temp, 1, 0, 1);
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
    write(temp, 6, 0, 1);
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
  void whatIsNoRunIsRefusedOrOfAFolderNamedAndLeftOut() throws IOException {
    write(temp, 7, 0, 1);
    Path broken = Files.writeString(temp.resolve("broken.json"), "{");
    assertThat(fleet(temp.toString())).isZero();
    assertThat(terminal.err()).startsWith("tare: left out: " + broken).hasLineCount(1);
    assertThat(terminal.out())
        .contains("\nleft out: " + broken)
        .endsWith(" 1 input was left out.\n");
    Terminal json = new Terminal();
    assertThat(json.run("fleet", temp.toString(), "--format", "json")).isZero();
    assertThat(json.out()).contains("1 input was left out.\"", "\"left out: " + broken);
    Terminal named = new Terminal();
    assertThat(named.run("fleet", temp + "/n0.json", broken.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(named.err())
        .startsWith("tare: left out: " + broken)
        .endsWith("there is one: n0; report shows a single one\n")
        .hasLineCount(2);
    for (String wrong : List.of(broken.toString(), temp + "/nosuch.json")) {
      Terminal only = new Terminal();
      assertThat(only.run("fleet", wrong)).isEqualTo(ExitCode.USAGE);
      assertThat(only.err()).startsWith("tare: " + wrong).hasLineCount(1);
    }
    Path empty = Files.createDirectories(temp.resolve("empty"));
    Terminal folder = new Terminal();
    assertThat(folder.run("fleet", empty.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(folder.err()).contains("a folder with neither runs nor results in it");
  }

  @Test
  void aNodeWithoutABenchmarkAndOneOfAnotherUnitAreMarked() throws IOException {
    write(temp, 8, 0, 1);
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
    write(temp, 8, 3, .5);
    Path page = temp.resolve("fleet.html");
    assertThat(fleet(temp.toString(), "-o", page.toString())).isZero();
    assertThat(page)
        .content()
        .contains("\"outlying\":\"better\"")
        .contains("\"name\":\"n7\"")
        .contains("\"ratios\":[[");
  }
}
