package dev.tare.experiment.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationAnswerTest {
  @Test
  void eachQuestionThatWasMeasuredHasASentenceAndWhatIsComparedWithIsLeftOut() {
    List<List<Cell>> share =
        List.of(
            share("cpu.Prime set", 1),
            share("cpu.Prime shares", .942),
            share("cpu.Prime quota", .595));
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
    List<Cell> alone =
        List.of(Cell.of("docker"), Cell.of("cpu.Prime x1.5"), Cell.NONE, Cell.NONE, Cell.NONE);
    assertThat(AllocationAnswer.of(List.of(), List.of(alone), List.of())).isEmpty();
  }

  private static List<Cell> share(String name, double ratio) {
    return List.of(
        Cell.of("docker"), Cell.of(name), Cell.of(100, "ops/s"), Cell.of(ratio, Cell.TIMES));
  }
}
