package dev.tare.launch;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.experiment.Scripted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlurmNodesTest {
  private static final String TEXT =
      """
      n0|p*|up|idle|1:00:00
      n0|long|up|idle|infinite
      n1|p*|up|mix|1:00:00
      n2|p*|up|drain|1:00:00
      n3|p*|up|down*|1:00:00
      n4|p*|up|idle*|1:00:00
      n5|p*|up|idle~|1:00:00
      n6|off|down|idle|1-12
      """;

  private final SlurmNodes nodes = SlurmNodes.of(TEXT);

  @Test
  void nodesAreThoseOfTheDefaultPartitionOrOfTheOneThatIsNamed() {
    assertThat(nodes.in(Optional.empty()).keySet())
        .containsExactly("n0", "n1", "n2", "n3", "n4", "n5");
    assertThat(nodes.in(Optional.of("long")).keySet()).containsExactly("n0");
    assertThat(nodes.in(Optional.of("none"))).isEmpty();
    assertThat(nodes.partitions()).containsExactly("p", "long", "off");
  }

  @Test
  void aNodeTakesJobsUnlessItIsDrainedOrDownOrDoesNotAnswer() {
    Map<String, SlurmNodes.Node> all = nodes.in(Optional.empty());
    assertThat(all.values().stream().filter(SlurmNodes.Node::takesJobs))
        .extracting(SlurmNodes.Node::name)
        .containsExactly("n0", "n1", "n5");
    assertThat(nodes.in(Optional.of("off")).get("n6").takesJobs()).isFalse();
  }

  @Test
  void limitsOfTimeAreReadAsSlurmWritesThem() {
    assertThat(nodes.in(Optional.of("long")).get("n0").limit()).isEmpty();
    assertThat(nodes.in(Optional.of("off")).get("n6").limit()).contains(Duration.ofHours(36));
    assertThat(SlurmTime.of("30")).contains(Duration.ofMinutes(30));
    assertThat(SlurmTime.of("1:30")).contains(Duration.ofSeconds(90));
    assertThat(SlurmTime.of("2:00:05")).contains(Duration.ofSeconds(7205));
    assertThat(SlurmTime.of("1-02:03:04")).contains(Duration.ofSeconds(93_784));
  }

  @Test
  void aListOfNodesIsOneOptionWhateverIsInItsBrackets() {
    StackSyntax syntax = new StackSyntax(Layers.standard());
    for (String wrong : List.of("n[0-", "n[0-)", "n[", "n]", "n[a]", "n[0,]", "[0-7]", "n0,")) {
      assertThatThrownBy(() -> syntax.parse("slurm(nodelist=" + wrong + ")"))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
    Stack stack = syntax.parse("slurm(nodelist=n[0-3,7],partition=p)/docker");
    assertThat(stack.steps().get(0).options())
        .containsEntry("nodelist", "n[0-3,7]")
        .containsEntry("partition", "p");
    assertThat(stack.isElsewhere()).isTrue();
    assertThat(SlurmNodes.on(stack, "n3").text()).isEqualTo("slurm(nodelist=n3,partition=p)");
    assertThat(SlurmNodes.inside(stack).text()).isEqualTo("docker");
  }

  @Test
  void ofAListIsKnownHowManyItNames() {
    assertThat(NodeList.count("n3")).isOne();
    assertThat(NodeList.count("n[3]")).isOne();
    assertThat(NodeList.count("n0,n1,n0")).isEqualTo(2);
    assertThat(NodeList.count("n[0-7]")).isEqualTo(8);
    assertThat(NodeList.count("n[08-11,20],m1")).isEqualTo(6);
    assertThat(NodeList.count("r[0-1]n[0-3]")).isEqualTo(8);
    assertThat(NodeList.count("n0,n[0]")).isOne();
    assertThat(NodeList.count("n[0-3,2],n3")).isEqualTo(4);
    assertThat(NodeList.count("n[8,08]x,n8x")).isEqualTo(2);
  }

  @Test
  void aRangeThatIsTurnedAndAListWithoutEndAreRefused() {
    StackSyntax syntax = new StackSyntax(Layers.standard());
    assertThatThrownBy(() -> syntax.parse("slurm(nodelist=n[0,7-2])"))
        .hasMessage("slurm(nodelist=n[0,7-2]): 7-2 of nodelist ends before it begins");
    String all = "[0-999999999]";
    for (String many : List.of("n[0-99999]", "n" + all + all + all, "n[0-9],m" + all)) {
      assertThatThrownBy(() -> syntax.parse("slurm(nodelist=" + many + ")"))
          .hasMessageEndingWith(": nodelist names more than 99999 nodes");
    }
    String names = IntStream.range(0, 9000).mapToObj(i -> "n" + i).collect(joining(","));
    String numbers = "m[" + names.replace("n", "") + "]";
    assertThat(SlurmNodes.count(syntax.parse("slurm(nodelist=" + names + "," + numbers + ")")))
        .isEqualTo(18_000);
  }

  @Test
  void aNumberThatTheListContradictsIsRefused() {
    StackSyntax syntax = new StackSyntax(Layers.standard());
    assertThatThrownBy(() -> syntax.parse("slurm(nodes=8,nodelist=n1)/docker"))
        .hasMessage(
            "slurm(nodes=8,nodelist=n1)/docker: nodes is 8, and nodelist names 1; leave one out");
    assertThat(SlurmNodes.count(syntax.parse("slurm(nodes=2,nodelist=n[0-1])"))).isEqualTo(2);
    assertThat(SlurmNodes.count(syntax.parse("slurm(nodes=3)"))).isEqualTo(3);
    assertThat(SlurmNodes.count(syntax.parse("slurm"))).isOne();
  }

  /** To Slurm it would be no limit. */
  @Test
  void aLimitOfNoTimeIsRefused() {
    StackSyntax syntax = new StackSyntax(Layers.standard());
    for (String none : List.of("0", "0:00", "00:00:00", "0-0")) {
      assertThatThrownBy(() -> syntax.parse("slurm(time=" + none + ")"))
          .hasMessageEndingWith(
              ": time is " + none + ", no time at all; leave it out for the partition's");
    }
    assertThat(syntax.parse("slurm(time=0:01)").steps()).hasSize(1);
  }

  /** A node that is drained in the next moment is one whose job ends, and not one fewer. */
  @Test
  void nodesAreCheckedAndChosenAtOneTime() throws IOException {
    List<String> answers = new ArrayList<>(List.of(TEXT, TEXT.replace("up|mix", "up|drain")));
    Environment cluster =
        new Scripted(
                "cluster",
                said ->
                    said.words().get(0).equals("sinfo")
                        ? "printf '%s' " + Command.quoted(answers.remove(0))
                        : "exit 0")
            .environment();
    StackSyntax syntax = new StackSyntax(Layers.standard());
    assertThat(SlurmNodes.chosen(cluster, syntax.parse("slurm(nodes=3)")))
        .containsExactly("n0", "n1", "n5");
    assertThatThrownBy(() -> SlurmNodes.chosen(cluster, syntax.parse("slurm(nodes=3)")))
        .hasMessage(
            "slurm: of the 6 nodes of the default partition 2 take jobs, and 3 are asked for;"
                + " ask for fewer, or see sinfo -R");
  }

  /** Measured last at that time: all that a fleet's run has there counts. */
  @Test
  void ofAFleetIsRemovedOnANodeWhatNobodyWentOnWithForAMonth(@TempDir Path cache)
      throws IOException {
    Instant now = Instant.now();
    Path old = kept(cache, "it's old", now.minus(Duration.ofDays(32)));
    Path young = kept(cache, "young", now.minus(Duration.ofDays(28)));
    Environment node =
        new Scripted(
                "node", said -> "XDG_CACHE_HOME=" + cache + " PATH=/usr/bin:/bin " + said.line())
            .environment();
    List<StaleResource> found =
        new Slurm()
            .staleResources(node).stream().filter(one -> one.what().contains("/fleet/")).toList();
    assertThat(found)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.what()).isEqualTo("folder " + old);
              assertThat(one.isAbandoned()).isTrue();
              node.ran(one.removal().get(0));
            });
    assertThat(old).doesNotExist();
    assertThat(young.resolve("n0/run.json")).exists();
  }

  private static Path kept(Path cache, String run, Instant when) throws IOException {
    Path folder = cache.resolve("tare/fleet").resolve(run);
    Path file = Files.createDirectories(folder.resolve("n0")).resolve("run.json");
    Files.createFile(file);
    for (Path one : List.of(file, file.getParent(), folder)) {
      Files.setLastModifiedTime(one, FileTime.from(when));
    }
    return folder;
  }

  @Test
  void whatSlurmSaysIsOneLineWithTheRemedy() {
    assertThat(
            SlurmCommand.refusal(
                    "job 4 on n1 ended",
                    """
                    srun: cluster configuration lacks support for cpu binding
                    slurmstepd-n1: error: *** STEP 4.0 ON n1 CANCELLED AT 2026-01-02T03:04:05 DUE TO TIME LIMIT ***
                    srun: error: n1: task 0: Terminated
                    """)
                .line())
        .isEqualTo(
            "job 4 on n1 ended: STEP 4.0 ON n1 CANCELLED AT 2026-01-02T03:04:05 DUE TO TIME LIMIT;"
                + " --resume goes on with what is left, in a job of the same limit; a new run takes"
                + " more with time=");
  }
}
