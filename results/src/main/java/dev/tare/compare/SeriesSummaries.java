package dev.tare.compare;

import dev.tare.result.Direction;
import dev.tare.result.Fork;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import dev.tare.stats.Outliers;
import dev.tare.stats.Tau;
import dev.tare.stats.Verdicts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Summarises the series of one run, each on its own. */
public final class SeriesSummaries {
  private final Run run;
  private final double tau;
  private final Clocks clocks;
  private final Map<SeriesKey, Integer> forksOfScore = new HashMap<>();

  public SeriesSummaries(Run run, CompareOptions options) {
    this.run = run;
    tau = options.tau().orElse(Tau.FLOOR);
    clocks = new Clocks(run);
    for (Series series : run.series()) {
      if (series.key().isPrimary()) {
        forksOfScore.put(series.key(), series.forks().size());
      }
    }
  }

  /** Returns that of one of its series. */
  public SeriesSummary of(Series series) {
    SeriesKey score = series.key().withMetric(SeriesKey.PRIMARY);
    int outOf = forksOfScore.getOrDefault(score, series.forks().size());
    SeriesSummary bare = SeriesSummary.of(run, series, outOf, tau, List.of());
    List<Note> notes = notes(bare);
    return notes.isEmpty() ? bare : bare.with(notes);
  }

  private List<Note> notes(SeriesSummary one) {
    Series series = one.series();
    List<Note> notes = new ArrayList<>();
    if (one.score().forks() < Verdicts.MIN_FORKS_FOR_CHANGE) {
      notes.add(Note.of("few " + series.replicate().many()));
    }
    if (one.score().forks() < one.score().outOf()) {
      notes.add(
          Note.ofOneSide(
              "of "
                  + one.score().forks()
                  + " of "
                  + one.score().outOf()
                  + " "
                  + series.replicate().many()));
    }
    if (clocks.timerLimited(series)) {
      notes.add(Note.of("TIMER_LIMITED"));
    }
    if (clocks.clientLate(series)) {
      notes.add(Note.of("CLIENT_LATE"));
    }
    if (clocks.resolutionLimited(series, one.score().value(), tau)) {
      notes.add(Note.of("RESOLUTION_LIMITED"));
    }
    direction(series).map(Note::of).ifPresent(notes::add);
    outlier(one).map(Note::ofOneSide).ifPresent(notes::add);
    return notes;
  }

  /** The unit says which way is better, also where the mode says otherwise. */
  private static Optional<String> direction(Series series) {
    return series.key().isPrimary()
        ? Direction.ofUnit(series.unit())
            .filter(told -> told != series.key().mode().direction())
            .map(
                told ->
                    "mode "
                        + series.key().mode().label()
                        + " with "
                        + series.unit().text()
                        + ": the unit says which way is better")
        : Optional.empty();
  }

  private Optional<String> outlier(SeriesSummary one) {
    if (!one.isPositive() || one.forks().length < Outliers.MIN_FORKS) {
      return Optional.empty();
    }
    double[] logs = Arrays.stream(one.forks()).map(Math::log).toArray();
    OptionalInt found = Outliers.of(logs, tau);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Fork fork = one.series().forks().get(found.getAsInt());
    double off = Math.expm1(logs[found.getAsInt()] - Outliers.median(logs));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s %s lies %+.1f %% off the others",
            one.series().replicate().one(),
            fork.name(),
            off * 100));
  }
}
