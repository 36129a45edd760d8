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

/** Which of the files and folders that are named are nodes, and of which node each is. */
class FleetNodesTest {
  @TempDir Path temp;

  private final Terminal terminal = new Terminal();

  private int fleet(String... words) {
    return terminal.verb("fleet", words);
  }

  @Test
  void whatIsGivenTwiceCountsOnce() throws IOException {
    NodeFiles.write(temp, 8, 3, 2);
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
    NodeFiles.write(temp, 7, 3, 2);
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
  void aFileUnderAnotherNameIsNoOtherNode() throws IOException {
    NodeFiles.write(temp, 8, 3, 2);
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
    NodeFiles.write(temp, 8, 3, 2);
    Files.writeString(temp.resolve("na.json"), " " + NodeFiles.node(4, 1));
    Files.copy(temp.resolve("na.json"), temp.resolve("nb.json"));
    assertThat(fleet(temp.toString())).isZero();
    assertThat(terminal.out())
        .contains("left out: " + temp + "/nb.json: the same figures as " + temp + "/na.json")
        .contains("1 of 9 nodes is off the others: n3 (");
  }

  @Test
  void equalFiguresOfOneNodeAtAnotherTimeAreAnotherRun() throws IOException {
    NodeFiles.write(temp, 7, 3, 2);
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
    NodeFiles.write(temp, 6, -1, 1);
    NodeFiles.write(temp.resolve("rack2"), 0, -1, 1);
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
    NodeFiles.write(temp, 7, -1, 1);
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
    Path before = NodeFiles.write(temp.resolve("before"), 6, 0, 1.001);
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
  void whatIsNoRunIsRefusedOrOfAFolderNamedAndLeftOut() throws IOException {
    NodeFiles.write(temp, 7, 0, 1);
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
}
