package dev.tare.experiment.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationAnswerTest {
  @Test
  void eachQuestionThatWasMeasuredHasASentence() {
    List<AllocationAnswer.Ratio> share =
        List.of(
            ratio("cpu.Prime shares", Cell.of(.942, Cell.TIMES)),
            ratio("cpu.Prime quota", Cell.of(.595, Cell.TIMES)));
    assertThat(AllocationAnswer.of(share, List.of(), List.of()))
        .isEqualTo(
            "Of a set's score: docker cpu.Prime shares 0.942\u00d7, docker cpu.Prime quota 0.595\u00d7.");
    Section.Bars soft =
        new Section.Bars(
            "t",
            "l",
            List.of(
                new Section.Bar("docker, soft x1.5", Cell.of(1.2, Cell.TIMES)),
                new Section.Bar("a study", Cell.of(2, Cell.TIMES), true)));
    assertThat(AllocationAnswer.of(List.of(), List.of(), List.of(soft)))
        .isEqualTo("Mean latency, with hard limits 1: docker, soft x1.5 1.200\u00d7.");
    AllocationAnswer.Ratio alone = ratio("cpu.Prime x1.5", Cell.NONE);
    assertThat(AllocationAnswer.of(List.of(), List.of(alone), List.of())).isEmpty();
  }

  private static AllocationAnswer.Ratio ratio(String name, Cell ratio) {
    return new AllocationAnswer.Ratio("docker", name, false, ratio);
  }
}
