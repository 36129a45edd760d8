package dev.tare.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParamCheckTest {
  @Test
  void everyBenchmarkTakesItsOwnValues() {
    for (OneRun run : Catalogue.runs(List.of(".*"), List.of(), List.of(), 1)) {
      for (String name : run.params().keySet()) {
        assertThat(ParamCheck.field(run.benchmark(), name)).as(run.runId() + name).isPresent();
        assertThat(ParamCheck.refusal(run, name)).isEmpty();
      }
    }
  }

  @Test
  void aValueThatIsNoneIsRefusedInOneLine() {
    assertThat(refusal("disk.FilebenchRandomRw", "size=-1"))
        .isEqualTo("-p size=-1: must be whole MiB or GiB, such as 256m or 5g");
    assertThat(refusal("kernel.Spawn", "how=forks"))
        .isEqualTo("-p how=forks: must be fork or vfork");
    assertThat(refusal("cpu.Prime", "limit=-3"))
        .isEqualTo("-p limit=-3: must be a whole number from 0");
    assertThat(refusal("disk.SequentialFile", "direct=1"))
        .isEqualTo("-p direct=1: must be true or false");
  }

  @Test
  void aValueThatIsGivenTwiceIsRefused() {
    ParamValues values = ParamValues.parse("limit=1000,2000,1000");
    List<OneRun> runs = Catalogue.runs(List.of("cpu.Prime"), List.of(), List.of(values), 1);
    assertThat(ParamCheck.wrong(values, runs))
        .contains("-p limit=1000,2000,1000: 1000 is given twice");
    ParamValues once = ParamValues.parse("limit=1000,2000");
    assertThat(ParamCheck.wrong(once, runs)).isEmpty();
  }

  @Test
  void aCommaBehindABackslashIsTheValuesOwn() {
    assertThat(ParamValues.parse("command=a\\,b,c").values()).containsExactly("a\\,b", "c");
  }

  private static String refusal(String benchmark, String given) {
    ParamValues values = ParamValues.parse(given);
    OneRun run = Catalogue.runs(List.of(benchmark), List.of(), List.of(values), 1).get(0);
    return ParamCheck.refusal(run, values.name()).orElseThrow();
  }
}
