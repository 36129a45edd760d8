package dev.tare.experiment.allocation;

import dev.tare.report.CellText;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in a sentence for each question what ways of giving resources came to. */
final class AllocationAnswer {
  private AllocationAnswer() {}

  /**
   * Holds what is told of a case that is compared.
   *
   * @param name of the case
   * @param time whether it is times that are compared, and not scores of which more is better
   * @param ratio to the case that it is compared with
   */
  record Ratio(String environment, String name, boolean time, Cell ratio) {
    private String text() {
      return environment + " " + name + " " + CellText.of(ratio);
    }
  }

  /**
   * Returns that of what the tables compare.
   *
   * @param share without the sets, whose own ratio is 1 and tells nothing
   * @param cpu without where as many CPUs are promised as there are
   * @param memory soft limits against hard ones
   */
  static String of(List<Ratio> share, List<Ratio> cpu, List<Section.Bars> memory) {
    Stream<String> soft =
        memory.stream()
            .flatMap(bars -> bars.bars().stream())
            .filter(bar -> !bar.theirs())
            .map(bar -> bar.name() + " " + CellText.of(bar.figure()));
    return Stream.of(
            sentence("Of a set's score", told(share, false)),
            sentence("Compared with a set", told(share, true)),
            sentence("Of the score where as many CPUs are promised as there are", told(cpu, false)),
            sentence("Compared with as many CPUs promised as there are", told(cpu, true)),
            sentence("Mean latency, with hard limits 1", soft))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static Stream<String> told(List<Ratio> all, boolean time) {
    return all.stream()
        .filter(one -> one.time() == time && one.ratio().value() != null)
        .map(Ratio::text);
  }

  private static String sentence(String what, Stream<String> parts) {
    String all = parts.collect(Collectors.joining(", "));
    return all.isEmpty() ? "" : what + ": " + all + ".";
  }
}
