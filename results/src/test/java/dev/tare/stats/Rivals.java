package dev.tare.stats;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Prints the table of docs/method.md: what our rule and three others find in the twelve shapes. All
 * have the same tau, so that they differ in their test alone.
 */
final class Rivals {
  private static final int COMPARISONS = 1000;
  private static final Tau TAU = Tau.uncalibrated(.03);
  private static final double[] EFFECTS = {0, Math.log(1.03), Math.log(1.05)};

  private Rivals() {}

  public static void main(String[] arguments) {
    System.out.print(table());
  }

  /** A rule: how much slower B is said to be; 0 where nothing is said. */
  interface Rule {
    double change(double[][] a, double[][] b, RandomGenerator random);
  }

  /** The rules, in the order of the columns. */
  enum Contestant {
    TARE("Tare", Rivals::ours),
    MANN_WHITNEY("Mann-Whitney on fork medians", Rivals::mannWhitney),
    POOLED("pooled 99.9 % intervals", Rivals::pooled),
    PERMUTATION("permutation test on fork medians", Rivals::permutation);

    final String label;
    final Rule rule;

    Contestant(String label, Rule rule) {
      this.label = label;
      this.rule = rule;
    }
  }

  static String table() {
    StringBuilder text = new StringBuilder("| noise |");
    StringBuilder line = new StringBuilder("| --- |");
    for (Contestant one : Contestant.values()) {
      text.append(' ').append(one.label).append(" |");
      line.append(" ---: |");
    }
    text.append('\n').append(line).append('\n');
    for (TwelveShapes shape : TwelveShapes.values()) {
      text.append("| ").append(shape.label).append(" |");
      for (Contestant one : Contestant.values()) {
        double[] found = found(shape, one);
        text.append(
            String.format(Locale.ROOT, " %.1f / %.0f / %.0f |", found[0], found[1], found[2]));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** Percent: any change at A/A, slower found at +3 %, and at +5 %. */
  static double[] found(TwelveShapes shape, Contestant contestant) {
    double[] percent = new double[EFFECTS.length];
    for (int e = 0; e < EFFECTS.length; e++) {
      double effect = EFFECTS[e];
      long count =
          IntStream.range(0, COMPARISONS)
              .parallel()
              .filter(
                  i -> {
                    RandomGenerator random = new SplittableRandom(0x7a2eL + 7919L * i);
                    double[][] a = shape.a(random);
                    double[][] b = shape.b(random, effect);
                    double change = contestant.rule.change(a, b, random);
                    return effect == 0 ? change != 0 : change > 0;
                  })
              .count();
      percent[e] = 100.0 * count / COMPARISONS;
    }
    return percent;
  }

  private static double ours(double[][] a, double[][] b, RandomGenerator random) {
    Comparison c = TwoTests.compare(logs(a), logs(b));
    Judgement judgement = Verdicts.decide(c, c.p(), Family.SINGLE, TAU, Quality.GOOD);
    return switch (judgement.verdict()) {
      case REGRESSED -> 1;
      case IMPROVED -> -1;
      default -> 0;
    };
  }

  private static double mannWhitney(double[][] a, double[][] b, RandomGenerator random) {
    RankTest test = MannWhitney.compare(logs(a), logs(b));
    return counts(test.p() < Verdicts.ALPHA, test.d());
  }

  /** Two intervals of all iterations that do not overlap, as JMH's own comparison has it. */
  private static double pooled(double[][] a, double[][] b, RandomGenerator random) {
    Moments before = Moments.of(all(a));
    Moments after = Moments.of(all(b));
    double apart = Math.abs(after.mean() - before.mean());
    return counts(apart > reach(before) + reach(after), Math.log(after.mean() / before.mean()));
  }

  private static double reach(Moments all) {
    return StudentT.critical(.0005, all.n() - 1) * Math.sqrt(all.squaredError());
  }

  /** Of the difference of means, by 999 random permutations. */
  private static double permutation(double[][] a, double[][] b, RandomGenerator random) {
    double[] before = logs(a);
    double[] after = logs(b);
    double[] all = Arrays.copyOf(before, before.length + after.length);
    System.arraycopy(after, 0, all, before.length, after.length);
    double observed = difference(all, before.length);
    int asFar = 1;
    for (int i = 0; i < 999; i++) {
      for (int last = all.length - 1; last > 0; last--) {
        int other = random.nextInt(last + 1);
        double kept = all[last];
        all[last] = all[other];
        all[other] = kept;
      }
      asFar += Math.abs(difference(all, before.length)) >= Math.abs(observed) - 1e-12 ? 1 : 0;
    }
    return counts(asFar / 1000.0 < Verdicts.ALPHA, observed);
  }

  private static double difference(double[] all, int ofA) {
    double before = 0;
    double after = 0;
    for (int i = 0; i < all.length; i++) {
      before += i < ofA ? all[i] : 0;
      after += i < ofA ? 0 : all[i];
    }
    return after / (all.length - ofA) - before / ofA;
  }

  private static double counts(boolean significant, double d) {
    boolean matters = Math.abs(d) >= Math.log1p(TAU.value());
    return significant && matters ? d : 0;
  }

  private static double[] all(double[][] forks) {
    return Arrays.stream(forks).flatMapToDouble(Arrays::stream).toArray();
  }

  static double[] logs(double[][] forks) {
    return Arrays.stream(ForkSummary.MEDIAN.ofEach(forks)).map(Math::log).toArray();
  }
}
