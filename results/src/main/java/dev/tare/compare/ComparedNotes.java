package dev.tare.compare;

import dev.tare.result.Metrics;
import dev.tare.result.Mode;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what a reader of all rows of a comparison has to know. */
final class ComparedNotes {
  private static final int MOST_NAMES = 6;

  private final Run runA;
  private final Run runB;
  private final CompareOptions options;
  private final boolean interleaved;

  ComparedNotes(Run runA, Run runB, CompareOptions options, boolean interleaved) {
    this.runA = runA;
    this.runB = runB;
    this.options = options;
    this.interleaved = interleaved;
  }

  List<Note> of(List<Measured> measured) {
    List<Note> notes = new ArrayList<>();
    uncalibrated(measured).map(Note::of).ifPresent(notes::add);
    taus(measured).map(Note::of).ifPresent(notes::add);
    if (!interleaved && runA.started().isPresent() && runB.started().isPresent()) {
      notes.add(
          Note.of(
              "not interleaved: one side was measured after the other, so a drift of the host looks like"
                  + " a change; matrix and gate --run measure in turn"));
    }
    emulated("A", runA, notes);
    emulated("B", runB, notes);
    harnesses(measured).map(Note::of).ifPresent(notes::add);
    noise(measured).map(Note::of).ifPresent(notes::add);
    tails(measured).map(Note::of).ifPresent(notes::add);
    offered(measured).map(Note::of).ifPresent(notes::add);
    runA.warnings().forEach(warning -> notes.add(Note.ofOneSide("A: " + warning)));
    runB.warnings().forEach(warning -> notes.add(Note.ofOneSide("B: " + warning)));
    return notes;
  }

  private static void emulated(String side, Run run, List<Note> notes) {
    run.environments()
        .forEach(
            (stack, facts) -> {
              if (facts.emulated().orElse(false)) {
                String where = run.environments().size() > 1 ? stack + ": " : "";
                notes.add(Note.ofOneSide(side + ": " + where + MeasuredEnvironment.EMULATED));
              }
            });
  }

  /** Returns what a benchmark returns, and what it calls, is another JMH's to keep or to inline. */
  private static Optional<String> harnesses(List<Measured> measured) {
    return measured.stream()
        .filter(row -> row.pair().a().isPresent() && row.pair().b().isPresent())
        .map(row -> List.of(harness(row.pair().a().get()), harness(row.pair().b().get())))
        .filter(both -> both.stream().allMatch(Optional::isPresent))
        .filter(both -> !both.get(0).equals(both.get(1)))
        .findFirst()
        .map(
            both ->
                "measured by JMH "
                    + both.get(0).get()
                    + " and "
                    + both.get(1).get()
                    + ": a change of short operations may be JMH's and not the code's; build both"
                    + " with the same");
  }

  private static Optional<String> harness(Series series) {
    return series.conditions().get("jmh.version");
  }

  /** Those of no series here change nothing. */
  private Optional<String> taus(List<Measured> measured) {
    String taus =
        options.taus().entrySet().stream()
            .filter(one -> measured.stream().anyMatch(row -> isOf(one.getKey(), row)))
            .map(
                one ->
                    one.getKey().pattern()
                        + String.format(Locale.ROOT, " %.3g %%", 100 * one.getValue()))
            .collect(Collectors.joining(", "));
    return taus.isEmpty()
        ? Optional.empty()
        : Optional.of("another change matters to some, as --taus has it: " + taus);
  }

  private static boolean isOf(Pattern name, Measured row) {
    return name.matcher(row.pair().either().key().runId()).find();
  }

  /** The stamp, where it has to be; pairs of which one is absent have no tau to speak of. */
  private Optional<String> uncalibrated(List<Measured> measured) {
    if (options.tau().isPresent()) {
      return Optional.empty();
    }
    List<Measured> gated =
        measured.stream().filter(one -> one.gated() && one.comparison().isPresent()).toList();
    long without = gated.stream().filter(one -> !one.tau().calibrated()).count();
    boolean unknown = measured.stream().noneMatch(one -> one.tau().calibrated());
    if (unknown) {
      return Optional.of(
          "UNCALIBRATED: no A/A run of this host says how small a change it can show");
    }
    return without == 0
        ? Optional.empty()
        : Optional.of(
            "UNCALIBRATED: of "
                + without
                + " of "
                + gated.size()
                + " judged series no A/A run of this host says how small a change it can show");
  }

  /** Nothing known about noise is not the same as none. */
  private static Optional<String> noise(List<Measured> measured) {
    boolean a = unrecorded(measured.stream().flatMap(one -> one.a().stream()));
    boolean b = unrecorded(measured.stream().flatMap(one -> one.b().stream()));
    return a || b
        ? Optional.of("noise: not recorded" + (a && b ? "" : a ? " in A" : " in B"))
        : Optional.empty();
  }

  private static boolean unrecorded(Stream<SeriesSummary> side) {
    return side.noneMatch(one -> one.noise().recorded());
  }

  /** A mean says nothing of tails. */
  private Optional<String> tails(List<Measured> measured) {
    List<Series> sampled =
        measured.stream()
            .map(one -> one.pair().either())
            .filter(one -> one.key().mode() == Mode.SAMPLE_TIME)
            .toList();
    boolean percentiles =
        sampled.stream().anyMatch(one -> one.key().metric().equals(Metrics.P99.name()));
    // Those that --metric leaves out are there.
    if (sampled.isEmpty() || !percentiles && sampled.stream().anyMatch(this::hasPercentiles)) {
      return Optional.empty();
    }
    return Optional.of(
        percentiles
            ? "percentiles of mode sample are of JMH's samples, in which rare outliers weigh too much"
            : "tails are not compared: mode sample without a rawDataHistogram of enough samples");
  }

  private boolean hasPercentiles(Series sampled) {
    SeriesKey p99 = sampled.key().withMetric(Metrics.P99.name());
    return Stream.of(runA, runB)
        .flatMap(run -> run.series().stream())
        .anyMatch(one -> one.key().equals(p99));
  }

  /** Returns what is shown and not judged, and how it would be. */
  private Optional<String> offered(List<Measured> measured) {
    List<String> names =
        measured.stream()
            .filter(one -> !one.gated() && one.comparison().isPresent())
            .map(one -> one.pair().either().key().metric())
            // A series of an experiment is a score: it has no name to be asked for by.
            .filter(name -> !name.equals(SeriesKey.PRIMARY) && Metrics.isJudgedOnRequest(name))
            .distinct()
            .sorted()
            .toList();
    if (names.isEmpty() || options.metric().isPresent()) {
      return Optional.empty();
    }
    String shown = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
    String more = names.size() > MOST_NAMES ? ", ..." : "";
    return Optional.of("judged only with --metric: " + shown + more);
  }
}
