package dev.tare.stats;

/**
 * Holds what each layer of a nested stack costs, and whether nesting costs more than its parts: the
 * waterfall bare -> inner alone, bare -> outer alone, outer -> inner inside outer.
 *
 * @param inner the inner layer alone against bare: docker / bare
 * @param outer the outer layer alone against bare: kvm / bare
 * @param nested the inner layer inside the outer one against the outer alone: kvm/docker / kvm
 * @param total the whole stack against bare: kvm/docker / bare
 * @param interaction the nested step against the same step on bare, the ratio nested / inner: 1
 *     where the cost of the stack is the product of its parts
 */
public record Decomposition(
    Comparison inner,
    Comparison outer,
    Comparison nested,
    Comparison total,
    Comparison interaction) {
  private static final int[] INTERACTION = {1, -1, -1, 1};

  /**
   * Reads it from independent forks; each array holds ln of fork summaries, at least one. The
   * interaction's {@code forksA} and {@code forksB} are those of the inner and of the nested
   * environment.
   */
  public static Decomposition of(double[] bare, double[] inner, double[] outer, double[] nested) {
    return new Decomposition(
        TwoTests.compare(bare, inner),
        TwoTests.compare(bare, outer),
        TwoTests.compare(outer, nested),
        TwoTests.compare(bare, nested),
        interaction(Moments.of(bare), Moments.of(inner), Moments.of(outer), Moments.of(nested)));
  }

  /**
   * Reads it from the complete blocks of one run, so that a drift of the host cancels; each array
   * holds ln of the summary in each block, in the same order of blocks.
   */
  public static Decomposition paired(
      double[] bare, double[] inner, double[] outer, double[] nested) {
    return new Decomposition(
        TwoTests.paired(bare, inner),
        TwoTests.paired(bare, outer),
        TwoTests.paired(outer, nested),
        TwoTests.paired(bare, nested),
        Paired.compare(steps(bare, inner), steps(outer, nested)));
  }

  private static Comparison interaction(
      Moments bare, Moments inner, Moments outer, Moments nested) {
    Contrast contrast = Contrast.of(INTERACTION, bare, inner, outer, nested);
    return Comparison.of(
        false, inner.n(), nested.n(), contrast.value(), contrast.se(), contrast.df());
  }

  private static double[] steps(double[] from, double[] to) {
    double[] steps = new double[from.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = to[i] - from[i];
    }
    return steps;
  }
}
