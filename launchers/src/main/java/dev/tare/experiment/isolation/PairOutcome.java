package dev.tare.experiment.isolation;

import dev.tare.experiment.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Describes what came of a trial beside its samples.
 *
 * @param reason why it gave nothing, one line; absent where the work was done or given up
 * @param calibration absent where the work could not be found out
 * @param pieces all slices, those of the recovery among them
 * @param goneNs when the neighbour was told to end, since the victim began; absent alone
 * @param missing how the host was not as before a minute after a bomb
 * @param inDanger whether that is so bad that nothing more may be tried on it
 */
record PairOutcome(
    Optional<String> reason,
    Optional<Calibration> calibration,
    List<Recovery.Piece> pieces,
    OptionalLong goneNs,
    List<String> missing,
    boolean inDanger)
    implements Outcome {
  static final PairOutcome NONE = failed("", Optional.empty());

  PairOutcome {
    pieces = List.copyOf(pieces);
    missing = List.copyOf(missing);
  }

  static PairOutcome of(Calibration calibration, List<Recovery.Piece> pieces, OptionalLong goneNs) {
    return new PairOutcome(
        Optional.empty(), Optional.of(calibration), pieces, goneNs, List.of(), false);
  }

  static PairOutcome failed(String why, Optional<Calibration> calibration) {
    return new PairOutcome(
        Optional.of(why), calibration, List.of(), OptionalLong.empty(), List.of(), false);
  }

  PairOutcome withMissing(List<String> lines, boolean danger) {
    return new PairOutcome(reason, calibration, pieces, goneNs, lines, danger);
  }

  @Override
  public List<String> failures() {
    List<String> lines = new ArrayList<>(reason.stream().toList());
    if (!missing.isEmpty()) {
      lines.add(
          Math.round(RecoveryCheck.LONGEST_SECONDS)
              + " s later the host was not as before: "
              + String.join("; ", missing)
              + (inDanger ? "; nothing more was tried" : ""));
    }
    return lines;
  }

  @Override
  public boolean failed() {
    return !measured() || inDanger;
  }

  @Override
  public boolean measured() {
    return reason.isEmpty();
  }

  @Override
  public boolean emulated() {
    return calibration.filter(Calibration::emulated).isPresent();
  }
}
