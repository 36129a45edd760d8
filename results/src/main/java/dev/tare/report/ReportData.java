package dev.tare.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.SortedMap;

/**
 * All that a report says, in the order in which it says it: what the page draws, and the document
 * of {@code --format json}. What is absent is null here and has no member there. The first place is
 * the one that the others are compared with.
 *
 * @param schema of this document
 * @param title what was read
 * @param started when the run started, ISO 8601; absent for plain files
 * @param finished when it ended
 * @param places where it was measured
 * @param findings what stands out, a sentence each
 * @param warnings what a reader of all figures has to know, a line each
 * @param benchmarks by subject and name
 * @param stacks what the layers of nested stacks cost
 * @param facts what the places are
 * @param studies what the studies found, beside what was found here
 * @param sections what experiments found beyond scores
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReportData(
    int schema,
    String title,
    String started,
    String finished,
    List<Place> places,
    List<String> findings,
    List<String> warnings,
    List<Entry> benchmarks,
    List<Stack> stacks,
    List<FactRow> facts,
    List<Study> studies,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SectionView> sections) {

  /**
   * One environment of one run.
   *
   * @param name what it is called here, unlike any other
   * @param visits how many ended
   * @param failed how many visits gave nothing
   */
  record Place(String name, long visits, long failed) {}

  /**
   * One benchmark as it was run.
   *
   * @param subject what it is about
   * @param name as short as these results allow
   * @param benchmark its full name
   * @param better {@code lower} or {@code higher}
   * @param sides its figures in each place that has it
   */
  record Entry(
      String subject,
      String name,
      String benchmark,
      SortedMap<String, String> params,
      String mode,
      int threads,
      String unit,
      String better,
      List<Side> sides) {}

  /**
   * A benchmark in one place.
   *
   * @param place its number, from 0
   * @param score of the forks that noise left
   * @param ratio against the first place; absent there, and where they cannot be compared
   * @param noise what was flagged and dropped
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
   * How many times the first place's cost this is: above 1 is worse, whatever the direction.
   *
   * @param forks of the first place and of this one
   * @param verdict absent where the metric is only shown
   * @param why the verdict is what it is
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
      String detectable,
      String why) {}

  /**
   * @param flagged iterations with a cause of noise around them
   * @param dropped iterations that the figures leave out
   * @param causes in words, empty where none is flagged
   * @param undropped the score with all of them; absent where none was dropped
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record NoiseCount(int iterations, int flagged, int dropped, String causes, String undropped) {}

  /**
   * @param index of the fork in its file
   * @param values one an iteration
   * @param flags by number of the iteration, what was noisy around it; absent where nothing was
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ForkValues(int index, double[] values, SortedMap<Integer, String> flags) {}

  /** Another metric of a benchmark, and its ratio against the first place. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Other(String metric, String unit, String better, Figure figure, Ratio ratio) {}

  /**
   * @param operations how many were timed
   * @param curve pairs of -log10(1 - quantile) and ns, forks merged
   * @param solid how many of these have 100 operations above them; beyond is the luck of a few
   * @param percentiles by name, of the forks' own
   */
  record Latency(
      long operations, int forks, List<double[]> curve, int solid, List<Percentile> percentiles) {}

  /** A percentile of one operation's latency, ns. */
  record Percentile(String name, Figure figure) {}

  /**
   * What the layers of a nested stack cost in one benchmark.
   *
   * @param steps inner alone, outer alone, inner inside outer, the whole, the interaction
   */
  record Stack(String stack, String subject, String name, List<Step> steps) {}

  /** One step of a waterfall. */
  record Step(String label, Ratio ratio) {}

  /**
   * @param values one a place; null where it has none
   * @param differs whether the places that tell do not agree
   */
  record FactRow(String name, List<String> values, boolean differs) {}

  /** A study's figure beside ours. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Study(String source, String claim, String theirs, String ours, String verdict) {}
}
