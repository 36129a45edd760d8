package dev.tare.peers;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The Markdown table, a line as each row ends. */
record Table(PrintWriter out) {
  void header() {
    line(
        "probe",
        "peer",
        "ours",
        "peer's",
        "unit",
        "ratio",
        "95 % interval",
        "pairs",
        "held equal",
        "note");
    line("---", "---", "--:", "--:", "---", "--:", "---", "--:", "---", "---");
  }

  void row(Outcome outcome) {
    line(
        "`" + outcome.probe() + "`",
        outcome.peer() + ": `" + String.join(" ", outcome.peerCommand()) + "`",
        figure(median(outcome.pairs(), Pair::ours)),
        figure(median(outcome.pairs(), Pair::peer)),
        outcome.unit(),
        String.format(Locale.ROOT, "%.3f", outcome.ratio().mean()),
        String.format(Locale.ROOT, "%.3f to %.3f", outcome.ratio().low(), outcome.ratio().high()),
        Integer.toString(outcome.pairs().size()),
        outcome.held(),
        outcome.note());
  }

  private void line(String... cells) {
    out.println("| " + String.join(" | ", cells) + " |");
    out.flush();
  }

  /** The middle figure, or the mean of the two in the middle. */
  static double median(List<Pair> pairs, ToDoubleFunction<Pair> figure) {
    double[] sorted = pairs.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Four digits, and never an exponent. */
  private static String figure(double value) {
    int decimals = value <= 0 ? 0 : Math.max(0, 3 - (int) Math.floor(Math.log10(value)));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
