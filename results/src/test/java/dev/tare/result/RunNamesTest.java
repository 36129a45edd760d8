package dev.tare.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunNamesTest {
  private static final String SMALL = "dev.a.Prime.run(limit=1.5, host=):avgt:t1";

  private static String named(String... others) {
    return new RunNames(List.of(others)).of(SMALL);
  }

  @Test
  void aNameHasNoMoreThanTellsItFromTheOthers() {
    assertThat(named()).isEqualTo("Prime.run");
    assertThat(named(SMALL, "dev.a.Prime.walk:avgt:t1")).isEqualTo("Prime.run");
    assertThat(named(SMALL, "dev.a.Prime.run(limit=2):avgt:t1"))
        .isEqualTo("Prime.run(limit=1.5, host=)");
    assertThat(named(SMALL, SMALL.replace("avgt", "thrpt")))
        .isEqualTo("Prime.run(limit=1.5, host=):avgt:t1");
    assertThat(named(SMALL, SMALL.replace("dev.a", "dev.b"))).isEqualTo(SMALL);
  }

  @Test
  void aNameWithoutAPackageStaysAsItIs() {
    assertThat(RunNames.method("b")).isEqualTo("b");
    assertThat(RunNames.method("Bench.m:ss:t4")).isEqualTo("Bench.m");
  }
}
