package dev.tare.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.profile.ProfilerFactory;
import org.openjdk.jmh.runner.BenchmarkList;

/** What a choice of benchmarks comes to, by the list that JMH's generator wrote for this suite. */
class JmhJarTest {
  private static final String OWN_MAIN = "org.example.Main";

  private static JmhJar jar(String main) throws IOException {
    try (InputStream list = JmhJarTest.class.getResourceAsStream(BenchmarkList.BENCHMARK_LIST)) {
      return new JmhJar(main, new String(list.readAllBytes(), StandardCharsets.UTF_8), false);
    }
  }

  private static JmhJar jar() throws IOException {
    return jar("org.openjdk.jmh.Main");
  }

  private static JmhJar.Extent extent(String options) throws IOException {
    return jar().extent(List.of(options.split(" "))).orElseThrow();
  }

  @Test
  void forksAndSecondsAreThoseOfTheOptions() throws Exception {
    assertThat(extent("cpu.Prime.events -wi 2 -w 500ms -i 3 -r 1s").seconds()).isEqualTo(4);
    JmhJar.Extent three = extent("cpu.Prime.events -wi 0 -i 1 -r 1s -p limit=10,20,30");
    assertThat(three.forks()).isEqualTo(3);
    assertThat(three.seconds()).isEqualTo(3);
    assertThat(three.params()).contains("limit");
    JmhJar.Extent both = extent("cpu.Prime.events -wi 0 -i 1 -r 1s -bm avgt,thrpt -p limit=10");
    assertThat(both.seconds()).isEqualTo(2);
    assertThat(both.runs())
        .containsExactly(
            "dev.tare.bench.cpu.Prime.events(limit=10):avgt:t1",
            "dev.tare.bench.cpu.Prime.events(limit=10):thrpt:t1");
    assertThat(extent("cpu.Prime.events -bm ss").seconds()).isZero();
    assertThat(extent("cpu.Prime.events").seconds()).as("the benchmark's own").isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-f 3", "-wf 1", "-rf csv", "-rff a.json", "-o a.txt", "-f3", "-l", "-h"})
  void whatATrialSaysItselfIsRefused(String options) {
    assertThatThrownBy(() -> jar().extent(List.of(("cpu.Prime " + options).split(" "))))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .matches(".*(a trial is one fork|measures nothing).*");
  }

  @Test
  void whatJmhDoesNotKnowIsRefusedUnlessTheJarMay() throws Exception {
    List<String> unknown = List.of("--mine", "cpu.Prime");
    assertThatThrownBy(() -> jar().extent(unknown)).hasMessageContaining("mine");
    assertThat(jar(OWN_MAIN).extent(unknown)).isEmpty();
    assertThatThrownBy(() -> jar().extent(List.of("NoSuch")))
        .hasMessageContaining("no benchmark matches");
    assertThatThrownBy(() -> jar().extent(List.of("cpu.Pirme")))
        .hasMessageEndingWith("did you mean cpu.Prime?");
    assertThatThrownBy(() -> jar().extent(List.of("-bm", "foo")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("-bm foo: no mode of JMH; there are thrpt, avgt")
        .message()
        .hasLineCount(1);
    assertThatThrownBy(() -> jar().extent(List.of("-wm", "bulkk")))
        .hasMessageContaining("did you mean bulk?");
    assertThatThrownBy(() -> jar().extent(List.of("-gc", "foo")))
        .hasMessage("-gc foo: true or false; JMH's own options come after --");
    assertThatThrownBy(() -> jar().extent(List.of("-prof", "prefasm")))
        .hasMessageContaining(
            "-prof prefasm: no profiler of JMH; -lprof lists them; did you mean perfasm?");
    assertThat(extent("cpu.Prime -prof gc:churn=true -prof hs_gc -prof org.example.Mine -gc true"))
        .isNotNull();
    assertThatThrownBy(() -> jar().extent(List.of("a(b"))).hasMessageContaining("expression: a(b");
  }

  @Test
  void allProfilersOfJmhAreKnown() throws Exception {
    // What lists them starts each.
    Field known = ProfilerFactory.class.getDeclaredField("BUILT_IN");
    known.setAccessible(true);
    Set<?> names = ((Map<?, ?>) known.get(null)).keySet();
    assertThat(names).isEqualTo(Set.copyOf(JmhOptions.PROFILERS));
  }

  @Test
  void aListOfAnotherVersionIsLeftToTheJar() {
    assertThat(new JmhJar(OWN_MAIN, "JMH X what\n", false).extent(List.of("any"))).isEmpty();
  }
}
