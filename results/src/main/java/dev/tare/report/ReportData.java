package dev.tare.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tare.result.Run;
import java.util.List;
import java.util.SortedMap;

/**
 * All that a report says, in the order in which it says it: what the page draws, and the document
 * of {@code --format json}. What is absent is null here and has no member there.
 *
 * @param schema of this document
 * @param title what was read
 * @param question what was asked
 * @param answer to it, a sentence
 * @param next what would tell more; absent where nothing is open
 * @param command that measured it; absent where that is not known
 * @param host on which it was measured, in a few words; absent where the files do not say it
 * @param compared whether the places are compared with the first one
 * @param started when the run started, ISO 8601; absent for plain files
 * @param finished when it ended
 * @param measuredSeconds how long it was at work, without its pauses; absent where that is not
 *     known
 * @param places where it was measured
 * @param findings what stands out, a sentence each
 * @param warnings what a reader of all figures has to know, a line each
 * @param benchmarks by subject and name
 * @param stacks what the layers of nested stacks cost
 * @param facts what the places are
 * @param studies every figure of theirs beside what was found here; none where nothing is compared
 * @param sections what experiments found beyond scores
 * @param steps of what was measured for one study
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReportData(
    int schema,
    String title,
    String question,
    String answer,
    String next,
    String command,
    String host,
    boolean compared,
    String started,
    String finished,
    Long measuredSeconds,
    List<Environment> places,
    List<String> findings,
    List<String> warnings,
    List<Entry> benchmarks,
    List<Stack> stacks,
    List<FactRow> facts,
    List<StudyView> studies,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SectionView> sections,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PlanStep> steps) {
  /** Holds what a history of runs answers. */
  static final String SINCE = "Since when is it so?";

  /**
   * A history of runs, or a fleet, which has no place of its own.
   *
   * @param started when the first of them did; null where that is not known
   * @param warnings what has to be known to read it
   */
  static ReportData of(
      String title,
      String question,
      String answer,
      String started,
      List<String> warnings,
      List<SectionView> sections) {
    return new ReportData(
        ReportBuilder.SCHEMA,
        title,
        question,
        answer,
        null,
        null,
        null,
        false,
        started,
        null,
        null,
        List.of(),
        List.of(),
        warnings,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        sections,
        List.of());
  }

  /** Returns that of what was measured for one study, which has no place of its own either. */
  static ReportData of(
      String title,
      String command,
      String host,
      List<Run> runs,
      StudyView study,
      List<String> warnings,
      List<SectionView> sections,
      List<PlanStep> steps) {
    return new ReportData(
        ReportBuilder.SCHEMA,
        title,
        "What did " + study.name() + " find, and is it so here?",
        study.found(),
        null,
        command,
        host,
        false,
        ReportBuilder.started(runs),
        ReportBuilder.finished(runs),
        null,
        List.of(),
        List.of(),
        warnings,
        List.of(),
        List.of(),
        List.of(),
        List.of(study),
        sections,
        steps);
  }

  /**
   * Holds a step of what was measured for a study.
   *
   * @param figures where it stands there what the step measures
   * @param page its own, from the folder of this one; absent where it has none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PlanStep(String command, String figures, String state, String page) {}

  /**
   * One environment of one run.
   *
   * @param name what it is called here, unlike any other
   * @param label the name, and what has to be known to read it
   * @param trials how many ended
   * @param failed how many trials gave nothing
   * @param mean of its ratios; absent where it has none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Environment(String name, String label, long trials, long failed, Mean mean) {
    Environment withMean(Mean other) {
      return new Environment(name, label, trials, failed, other);
    }
  }

  /** The geometric mean of so many scores' ratios, which has no interval. */
  record Mean(double value, int scores, String text) {}

  /**
   * One benchmark as it was run.
   *
   * @param subject what it is about
   * @param name as short as these results allow
   * @param method the name without what it was run with
   * @param variant what it was run with, as far as that has to be told
   * @param benchmark its full name
   * @param better {@code lower} or {@code higher}
   * @param sides its figures in each place that has it
   */
  record Entry(
      String subject,
      String name,
      String method,
      String variant,
      String benchmark,
      SortedMap<String, String> params,
      String mode,
      int threads,
      String unit,
      String better,
      List<Side> sides) {}

  /**
   * Is a benchmark in one place.
   *
   * @param place its number, from 0
   * @param score of its forks
   * @param ratio against the first place; absent there, and where they cannot be compared
   * @param noise around it; absent where none was recorded
   * @param forks what each fork measured
   * @param others headline metrics and those of other programs
   * @param latency of one operation; absent where none was kept
   * @param warnings what speaks against the figures
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Side(
      int place,
      Figure score,
      Ratio ratio,
      NoiseCount noise,
      List<ForkValues> forks,
      List<Other> others,
      Latency latency,
      List<String> warnings) {}

  /**
   * A number as it is drawn and as it is read.
   *
   * @param value in the unit of its owner
   * @param low the lower end of its 95 % interval, absent where unknown
   * @param high the upper end
   * @param forks how many it comes from
   * @param text value with unit
   * @param interval how far the interval reaches, or why there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Figure(Double value, Double low, Double high, int forks, String text, String interval) {}

  /**
   * Says how many times the first place's cost this is: above 1 is worse, whatever the direction.
   *
   * @param forks of the first place and of this one
   * @param verdict and its reason, by the names that machines read; absent where the metric is only
   *     shown
   * @param said the verdict as people read it
   * @param why the verdict is what it is
   * @param forksWanted how many a side would tell; absent where there is an answer
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Ratio(
      double value,
      Double low,
      Double high,
      String forks,
      String text,
      String interval,
      String verdict,
      String reason,
      String said,
      String detectable,
      String why,
      Integer forksWanted) {}

  /**
   * @param flagged iterations with a cause of noise around them
   * @param causes in words, empty where none is flagged
   * @param text all of it in words
   */
  record NoiseCount(int iterations, int flagged, String causes, String text) {}

  /**
   * @param index of the fork in its file
   * @param values one an iteration
   * @param flags by number of the iteration, what was noisy around it; absent where nothing was
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ForkValues(int index, double[] values, SortedMap<Integer, String> flags) {}

  /** Is another metric of a benchmark, and its ratio against the first place. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Other(String metric, String unit, String better, Figure figure, Ratio ratio) {}

  /**
   * @param operations how many were timed
   * @param curve -log10(1 - quantile), ns of all forks merged, and where it is known the ends of
   *     the 95 % band over forks
   * @param solid how many of these have 100 operations above them; beyond is the luck of a few
   * @param percentiles by name: the figures that stand in tables
   */
  record Latency(
      long operations, int forks, List<double[]> curve, int solid, List<Percentile> percentiles) {}

  /** Is a percentile of one operation's latency, ns. */
  record Percentile(String name, Figure figure) {}

  /**
   * Holds what the layers of a nested stack cost in one benchmark.
   *
   * @param steps inner alone, outer alone, inner inside outer, the whole, the interaction
   */
  record Stack(String stack, String subject, String name, List<Step> steps) {}

  /** Is one step of a waterfall. */
  record Step(String label, Ratio ratio) {}

  /**
   * @param values one a place; null where it has none
   * @param differs whether the places that tell do not agree
   */
  record FactRow(String name, List<String> values, boolean differs) {}
}
