package dev.tare.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which rows {@code --only} and {@code --row} choose. */
class PeerRowsTest {
  @Test
  void onlyMatchesTheBenchmarksNameAndNotItsParameters() {
    assertThat(benchmarks("kernel", ""))
        .containsExactly("kernel.ContextSwitch", "kernel.Spawn", "kernel.Spawn");
  }

  @Test
  void rowMatchesParametersLinkAndPeerToo() {
    assertThat(benchmarks("", "kernel=copy.*stores=plain"))
        .containsExactly("memory.Stream", "memory.Stream");
    assertThat(benchmarks("", ": perf$")).containsExactly("kernel.ContextSwitch");
  }

  @Test
  void bothTogetherNarrow() {
    assertThat(benchmarks("kernel", "how=vfork")).containsExactly("kernel.Spawn");
    assertThat(benchmarks("cpu", "how=vfork")).isEmpty();
  }

  @Test
  void readmeNamesEveryPackageThatAPeerNeeds() throws IOException {
    String needed =
        readme().stream().filter(line -> line.startsWith("apt-get")).findFirst().orElseThrow();
    for (PeerRow row : PeerRows.all()) {
      assertThat(needed.split(" ")).contains(row.peer().tool().debianPackage().split(" "));
    }
  }

  @Test
  void readmesExamplesMatchRows() throws IOException {
    List<String> commands =
        readme().stream().filter(line -> line.startsWith("benchmarks/peers/compare")).toList();
    assertThat(commands).hasSize(2);
    for (String command : commands) {
      assertThat(benchmarks(option("--only", command), option("--row", command)))
          .as(command)
          .isNotEmpty();
    }
  }

  @Test
  void everyRowSaysWhatIsHeldEqual() {
    assertThat(PeerRows.all())
        .extracting(PeerRow::held)
        .allSatisfy(held -> assertThat(held).isNotBlank());
  }

  /** Reading four times as much at once is up to twice as fast: it would be no comparison. */
  @Test
  void bothServersReadAsMuchAtOnceAsTheClientsWrite() {
    List<PeerRow> bulk =
        PeerRows.all().stream()
            .filter(row -> row.ours().benchmark().matches("net.Tcp(Stream|Maerts)"))
            .toList();
    assertThat(bulk).hasSizeGreaterThan(4);
    for (PeerRow row : bulk) {
      List<String> theirs = ((Iperf3) row.peer()).options();
      int kib = Integer.parseInt(theirs.get(theirs.indexOf("-l") + 1).replace("K", ""));
      assertThat(row.ours().options()).containsExactly("-p", "chunk=" + (kib << 10));
    }
  }

  private static List<String> readme() throws IOException {
    // Tests run in their module's folder.
    return Files.readAllLines(Path.of("peers/README.md"));
  }

  private static String option(String name, String command) {
    Matcher given = Pattern.compile(name + " '?([^' ]+)").matcher(command);
    return given.find() ? given.group(1) : "";
  }

  private static List<String> benchmarks(String only, String whole) {
    return PeerRows.matching(Pattern.compile(only), Pattern.compile(whole)).stream()
        .map(row -> row.ours().benchmark())
        .toList();
  }
}
