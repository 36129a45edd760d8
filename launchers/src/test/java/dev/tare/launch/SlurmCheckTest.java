package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.Scripted;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SlurmCheckTest {
  private static final String NODES =
      """
      n0|p*|up|idle|1:00:00
      n1|p*|up|alloc|1:00:00
      n2|p*|up|drain|1:00:00
      m0|long|up|idle|infinite
      """;

  private String answer = "printf '%s' " + Command.quoted(NODES);
  private String lacking = "";

  /** What is found with options such as {@code nodes=2}; of a list each word is a node. */
  private List<String> found(String... options) throws IOException {
    Map<String, String> given =
        Arrays.stream(options)
            .map(option -> option.split("=", 2))
            .collect(Collectors.toMap(part -> part[0], part -> part[1]));
    Environment cluster = new Scripted("cluster", this::said).environment();
    return new SlurmCheck(cluster, new TreeMap<>(given))
        .findings().stream()
            .map(one -> (one.stops() ? "stops: " : "warns: ") + one.line())
            .toList();
  }

  private String said(Command command) {
    return switch (command.words().get(0)) {
      case "sh" -> command.words().contains(lacking) ? "exit 1" : "exit 0";
      case "sinfo" -> answer;
      case "scontrol" ->
          "echo " + command.words().get(command.words().size() - 1).replace(",", "; echo ");
      default -> "exit 9";
    };
  }

  @Test
  void anIdleNodeWithATimeIsAllThatIsNeeded() throws IOException {
    assertThat(found("time=30")).isEmpty();
    assertThat(found("partition=long")).isEmpty();
    assertThat(found("nodes=2", "time=1:00:00")).isEmpty();
  }

  @Test
  void aMachineWithoutTheClientsOrTheClusterSaysWhatToDo() throws IOException {
    lacking = "sbcast";
    assertThat(found())
        .containsExactly(
            "stops: there is no sbcast; apt-get install slurm-client, or start this on a node of"
                + " the cluster");
    lacking = "";
    answer =
        "echo 'sinfo: error: Unable to contact slurm controller (connect failure)' >&2; exit 1";
    assertThat(found())
        .containsExactly(
            "stops: the cluster does not answer: Unable to contact slurm controller (connect"
                + " failure); is slurmctld up, and reached from here?");
  }

  @Test
  void anUnknownPartitionIsRefusedWithThoseThatThereAre() throws IOException {
    assertThat(found("partition=lang"))
        .singleElement()
        .asString()
        .startsWith("stops: there is no partition lang; partition= is one of p, long")
        .endsWith("long?");
  }

  @Test
  void moreNodesThanTakeJobsAreRefused() throws IOException {
    assertThat(found("nodes=3", "time=5"))
        .containsExactly(
            "stops: of the 3 nodes of the default partition 2 take jobs, and 3 are asked for;"
                + " ask for fewer, or see sinfo -R");
  }

  @Test
  void ofAListEachNodeIsLookedAt() throws IOException {
    assertThat(found("nodelist=n0,n2,m0", "time=5"))
        .containsExactly(
            "warns: n2 takes no jobs: drain; see sinfo -R; it is left out until --resume",
            "stops: m0 is not in the default partition; sinfo -N lists its nodes");
  }

  @Test
  void aTimeBeyondThePartitionsIsRefusedAndNoneIsToldItsLimit() throws IOException {
    assertThat(found("time=2:00:00"))
        .containsExactly(
            "stops: the default partition ends a job after 60 min, and time= is 120 min;"
                + " ask for less, or another partition=");
    assertThat(found())
        .containsExactly(
            "warns: the default partition ends a job after 60 min;"
                + " what takes longer is cut short, and goes on with --resume");
  }
}
