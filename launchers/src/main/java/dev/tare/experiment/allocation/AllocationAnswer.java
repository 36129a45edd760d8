package dev.tare.experiment.allocation;

import dev.tare.report.CellText;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in a sentence for each question what ways of giving resources came to. */
final class AllocationAnswer {
  private static final int WAY = 1;
  private static final int RATIO_TO_SET = 3;
  private static final int RATIO_TO_ONE = 4;

  private AllocationAnswer() {}

  /**
   * Returns that of the rows of the tables.
   *
   * @param memory soft limits against hard ones
   */
  static String of(List<List<Cell>> share, List<List<Cell>> cpu, List<Section.Bars> memory) {
    Stream<String> soft =
        memory.stream()
            .flatMap(bars -> bars.bars().stream())
            .filter(bar -> !bar.theirs())
            .map(bar -> bar.name() + " " + CellText.of(bar.figure()));
    return Stream.of(
            sentence("Of a set's score", rows(share, RATIO_TO_SET)),
            sentence(
                "Of the score where as many CPUs are promised as there are",
                rows(cpu, RATIO_TO_ONE)),
            sentence("Mean latency, with hard limits 1", soft))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** Those that are compared; what they are compared with is 1 and tells nothing. */
  private static Stream<String> rows(List<List<Cell>> rows, int ratio) {
    return rows.stream()
        .filter(row -> row.get(ratio).value() != null)
        .filter(row -> !row.get(WAY).words().matches(".* (set|x1)"))
        .map(
            row ->
                row.get(0).words()
                    + " "
                    + row.get(WAY).words()
                    + " "
                    + CellText.of(row.get(ratio)));
  }

  private static String sentence(String what, Stream<String> parts) {
    String all = parts.collect(Collectors.joining(", "));
    return all.isEmpty() ? "" : what + ": " + all + ".";
  }
}
