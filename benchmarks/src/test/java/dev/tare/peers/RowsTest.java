package dev.tare.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which rows {@code --only} and {@code --row} choose. */
class RowsTest {
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

  private static List<String> benchmarks(String only, String whole) {
    return Rows.matching(Pattern.compile(only), Pattern.compile(whole)).stream()
        .map(row -> row.ours().benchmark())
        .toList();
  }
}
