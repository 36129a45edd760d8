package dev.tare.profiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Says how wide the interval of a score is with so many forks of so many iterations: forks of a
 * recording are drawn and cut to a plan again and again.
 */
public final class IntervalTable {
  private static final int DRAWS = 2000;
  private static final List<Plan> PLANS =
      List.of(
          new Plan(3, 3, 3, 2),
          new Plan(5, 0, 3, 1),
          new Plan(5, 1, 1, 3),
          new Plan(5, 1, 3, 1),
          new Plan(5, 3, 3, 2),
          new Plan(5, 10, 5, 6),
          new Plan(8, 1, 3, 1),
          new Plan(10, 1, 3, 1),
          new Plan(10, 3, 5, 2),
          new Plan(10, 10, 5, 2),
          new Plan(10, 10, 5, 6),
          new Plan(3, 10, 5, 6));

  private final Recording recording;
  private final Random random = new Random(1);

  IntervalTable(Recording recording) {
    this.recording = recording;
  }

  /**
   * Prints the table of a recording.
   *
   * @param args the folder
   */
  public static void main(String[] args) throws IOException {
    Recording recording = Recording.read(Path.of(args[0]));
    System.out.print(new IntervalTable(recording).markdown());
  }

  /** Half the width of the 95 % interval in percent, for each plan and benchmark. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("| forks x (warm-up + iterations) | s |");
    recording.forks().keySet().forEach(name -> text.append(' ').append(name).append(" |"));
    text.append(" off by |\n|---|--:|");
    text.append("--:|".repeat(recording.forks().size() + 1)).append('\n');
    for (Plan plan : PLANS) {
      if (fits(plan)) {
        text.append(row(plan));
      }
    }
    int forks = recording.forks().values().iterator().next().size();
    return text
        + String.format(
            Locale.ROOT,
            "%n%d forks of each were recorded; starting one took %.2f s.%n",
            forks,
            recording.startSeconds());
  }

  private boolean fits(Plan plan) {
    return recording.forks().values().stream()
        .allMatch(forks -> forks.size() > plan.forks() && forks.get(0).length >= plan.length());
  }

  private String row(Plan plan) {
    StringBuilder row = new StringBuilder();
    row.append(
        String.format(
            Locale.ROOT,
            "| %s | %.0f |",
            plan.text(),
            plan.seconds(recording.startSeconds())));
    double off = 0;
    for (Map.Entry<String, List<double[]>> benchmark : recording.forks().entrySet()) {
      double[] summaries = summaries(plan, benchmark.getValue());
      row.append(String.format(Locale.ROOT, " %.1f |", percent(halfWidth(plan, summaries))));
      off = Math.max(off, Math.abs(mean(summaries) - mean(whole(benchmark.getValue()))));
    }
    return row + String.format(Locale.ROOT, " %.1f |%n", percent(off));
  }

  /** The median over many draws of that many forks. */
  private double halfWidth(Plan plan, double[] summaries) {
    double t = TDistribution.of(plan.forks() - 1).inverseSurvivalProbability(.025);
    List<Double> all = new ArrayList<>();
    for (double summary : summaries) {
      all.add(summary);
    }
    double[] widths = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      for (int left = all.size(); left > 1; left--) {
        Collections.swap(all, left - 1, random.nextInt(left));
      }
      double[] drawn = all.stream().limit(plan.forks()).mapToDouble(Double::doubleValue).toArray();
      widths[draw] = t * deviation(drawn) / Math.sqrt(plan.forks());
    }
    Arrays.sort(widths);
    return widths[DRAWS / 2];
  }

  private static double[] summaries(Plan plan, List<double[]> forks) {
    return forks.stream().mapToDouble(plan::summary).toArray();
  }

  /** All that was recorded after the first second. */
  private static double[] whole(List<double[]> forks) {
    int slices = forks.get(0).length;
    int warmup = Math.min(slices - 1, (int) Math.round(1 / Plan.SLICE_SECONDS));
    return summaries(new Plan(forks.size(), warmup, slices - warmup, 1), forks);
  }

  private static double percent(double log) {
    return 100 * Math.expm1(log);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }
}
