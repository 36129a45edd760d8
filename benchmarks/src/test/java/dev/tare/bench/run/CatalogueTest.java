package dev.tare.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The benchmarks of this build, as runs. */
class CatalogueTest {
  private static final String PRIME = "dev.tare.bench.cpu.Prime.events";

  @Test
  void runIsCalledAsSchedulesAndLatencyLogsCallIt() {
    assertThat(runs("cpu.Prime"))
        .extracting(OneRun::runId)
        .containsExactly(PRIME + "(limit=30000):thrpt:t1");
  }

  @Test
  void everyValueIsARunOfItsOwn() {
    assertThat(runs("cpu.Prime", "limit=10,20"))
        .extracting(run -> run.params().get("limit"))
        .containsExactly("10", "20");
  }

  @Test
  void valueCanBeForSomeBenchmarksOnly() {
    assertThat(runs("cpu.(Prime|NopLoop)", "NopLoop:limit=7", "Prime:limit=8"))
        .filteredOn(run -> run.benchmark().equals(PRIME))
        .extracting(run -> run.params().get("limit"))
        .containsExactly("8");
  }

  @Test
  void lastValueForANameCounts() {
    assertThat(runs("cpu.Prime", "limit=1", "limit=2").get(0).params()).containsEntry("limit", "2");
  }

  @Test
  void nothingMatchingIsNoRun() {
    assertThat(runs("no.such")).isEmpty();
  }

  @Test
  void whatMatchesNothingIsToldBesideOthersThatDo() {
    assertThat(Catalogue.idle(List.of("cpu.Prime", "no.such", "none"), List.of()))
        .contains("no.such");
    assertThat(Catalogue.idle(List.of("cpu.Prime", "bomb.Fork"), List.of(Catalogue.BOMBS)))
        .contains("bomb.Fork");
    assertThat(Catalogue.idle(List.of("cpu.Prime", "bomb.Fork"), List.of())).isEmpty();
  }

  @Test
  void atALowRateAnInvocationIsAsManyOperationsAsComeInItsTime() {
    assertThat(runs("app.Oltp", "rate=0,1,33,34,2000"))
        .extracting(run -> run.params().get("rate"), run -> Catalogue.operations(run).orElse(1000))
        .containsExactlyInAnyOrder(
            tuple("0", 1000),
            tuple("1", 30),
            tuple("33", 990),
            tuple("34", 1000),
            tuple("2000", 1000));
    assertThat(Catalogue.operations(runs("app.Memcached", "rate=1").get(0))).isEmpty();
  }

  @Test
  void bombsAreLeftOutWhereTheyAreNotMeant() {
    assertThat(Catalogue.runs(List.of("bomb"), List.of(Catalogue.BOMBS), List.of(), 1)).isEmpty();
    assertThat(runs("bomb")).isNotEmpty();
  }

  @Test
  void valueOfAParameterMayHoldAColon() {
    ParamValues values = ParamValues.parse("host=10.0.0.1:80");
    assertThat(values.name()).isEqualTo("host");
    assertThat(values.values()).containsExactly("10.0.0.1:80");
    assertThatThrownBy(() -> ParamValues.parse("limit")).hasMessageContaining("-p limit");
    assertThatThrownBy(() -> ParamValues.parse("[:limit=1")).hasMessageContaining("-p [");
  }

  private static List<OneRun> runs(String benchmarks, String... params) {
    return Catalogue.runs(
        List.of(benchmarks),
        List.of(),
        List.of(params).stream().map(ParamValues::parse).toList(),
        1);
  }
}
