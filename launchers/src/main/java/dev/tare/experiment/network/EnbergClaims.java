package dev.tare.experiment.network;

import dev.tare.compare.ClaimCheck;
import dev.tare.experiment.Words;
import dev.tare.result.Claim;
import dev.tare.result.PublishedFigure;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.Topology;
import dev.tare.result.io.PublishedJson;
import java.util.ArrayList;
import java.util.List;

/** The statements of Enberg 2016 beside what was measured, in the order of the thesis. */
final class EnbergClaims {
  private static final String STUDY = "enberg2016";
  private static final String EXPERIMENT = "network";

  private EnbergClaims() {}

  /** His client stood on a second machine, so that both figures are shown and neither judged. */
  static List<Section.Judged> of(Run run) {
    List<PublishedFigure> figures =
        PublishedJson.figures().stream()
            .filter(one -> one.study().id().equals(STUDY))
            .filter(one -> one.experiment().equals(EXPERIMENT))
            .toList();
    List<Section.Judged> all = new ArrayList<>();
    for (ClaimCheck check : ClaimCheck.all(figures, run, Topology.HOST)) {
      all.add(
          new Section.Judged(
              check.figure().subject() + check.claim().map(EnbergClaims::words).orElse(""),
              "Enberg 2016, " + check.figure().where(),
              check.figure().statement().orElse(Words.NONE),
              "",
              check.measured().map(PathCells::ratio).orElse(Section.Cell.NONE),
              check.verdict().label()));
    }
    return all;
  }

  private static String words(Claim claim) {
    return ": " + claim.environment() + " over " + claim.against() + ", " + claim.reading();
  }
}
