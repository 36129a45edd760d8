package dev.tare.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with vectors of SciPy (known-answers.py beside the data) and with R's own examples. */
class KnownAnswersTest {
  private static final String FILE = "known-answers.json";
  private static final JsonNode ANSWERS = read();

  @ParameterizedTest
  @MethodSource
  void welch(JsonNode answer) {
    assertComparison(Welch.compare(numbers(answer, "a"), numbers(answer, "b")), answer);
  }

  static Stream<JsonNode> welch() {
    return cases("welch", 7);
  }

  @ParameterizedTest
  @MethodSource
  void paired(JsonNode answer) {
    assertComparison(Paired.compare(numbers(answer, "a"), numbers(answer, "b")), answer);
  }

  static Stream<JsonNode> paired() {
    return cases("paired", 3);
  }

  @ParameterizedTest
  @MethodSource
  void benjaminiHochberg(JsonNode answer) {
    assertThat(BenjaminiHochberg.adjust(numbers(answer, "p")))
        .containsExactly(numbers(answer, "q"), within(1e-14));
  }

  static Stream<JsonNode> benjaminiHochberg() {
    return cases("benjaminiHochberg", 5);
  }

  @ParameterizedTest
  @MethodSource
  void interaction(JsonNode answer) {
    double[][] groups =
        cases(answer.get("groups")).map(KnownAnswersTest::numbers).toArray(double[][]::new);
    Comparison found = Decomposition.of(groups[0], groups[1], groups[2], groups[3]).interaction();
    assertThat(found.d()).isCloseTo(number(answer, "d"), near(number(answer, "d")));
    assertThat(found.se()).isCloseTo(number(answer, "se"), near(number(answer, "se")));
    assertThat(found.df()).isCloseTo(number(answer, "df"), near(number(answer, "df")));
    assertThat(found.p()).isCloseTo(number(answer, "p"), near(number(answer, "p")));
    assertInterval(found.ci95(), answer.get("ci95"));
  }

  static Stream<JsonNode> interaction() {
    return cases("interaction", 1);
  }

  @ParameterizedTest
  @MethodSource
  void slope(JsonNode answer) {
    Steadiness.Change found = Steadiness.Change.of(numbers(answer, "values"));
    assertThat(found.value()).isCloseTo(number(answer, "change"), within(1e-13));
    assertThat(found.error()).isCloseTo(number(answer, "error"), within(1e-13));
  }

  static Stream<JsonNode> slope() {
    return cases("slope", 3);
  }

  @ParameterizedTest
  @MethodSource
  void geometricMean(JsonNode answer) {
    double[] values = numbers(answer, "values");
    GeometricMean found = GeometricMean.of(Summaries.of(values, values).a());
    assertThat(found.value()).isCloseTo(number(answer, "value"), near(number(answer, "value")));
    assertThat(found.cv()).isCloseTo(number(answer, "cv"), near(number(answer, "cv")));
    assertInterval(found.ci95(), answer.get("ci95"));
  }

  static Stream<JsonNode> geometricMean() {
    return cases("geometricMean", 2);
  }

  @ParameterizedTest
  @MethodSource
  void detectable(JsonNode answer) {
    double alpha = number(answer, "alpha");
    double found =
        Power.detectable(
            answer.get("forks").asInt(),
            number(answer, "cv"),
            new Family(1, alpha),
            Tau.uncalibrated(number(answer, "tau")));
    assertThat(found).isCloseTo(number(answer, "change"), within(2e-4 * number(answer, "change")));
  }

  static Stream<JsonNode> detectable() {
    return cases("detectable", 45);
  }

  @ParameterizedTest
  @MethodSource
  void mannWhitney(JsonNode answer) {
    assertRanks(MannWhitney.compare(numbers(answer, "a"), numbers(answer, "b")), answer);
  }

  static Stream<JsonNode> mannWhitney() {
    return cases("mannWhitney", 7);
  }

  @ParameterizedTest
  @MethodSource
  void signedRanks(JsonNode answer) {
    assertRanks(SignedRanks.of(numbers(answer, "d")), answer.get("answer"));
  }

  static Stream<JsonNode> signedRanks() {
    return cases("signedRanks", 5);
  }

  private static void assertRanks(RankTest found, JsonNode answer) {
    assertThat(found.p()).isCloseTo(number(answer, "p"), within(1e-12));
    assertThat(found.d()).isCloseTo(number(answer, "d"), within(1e-12));
    JsonNode interval = answer.get("ci95");
    if (interval.isNull()) {
      assertThat(found.ci95()).isEqualTo(Interval.UNBOUNDED);
    } else {
      assertThat(found.ci95().low()).isCloseTo(interval.get(0).asDouble(), within(1e-12));
      assertThat(found.ci95().high()).isCloseTo(interval.get(1).asDouble(), within(1e-12));
    }
  }

  /** Hollander and Wolfe 1973, p. 29 and 69, as in R's documentation of {@code wilcox.test}. */
  @Test
  void hollanderAndWolfesDataAsInR() {
    double[] before = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
    double[] after = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
    double[] differences = Paired.differences(after, before);
    assertThat(SignedRanks.of(differences).p()).isCloseTo(2 * 0.01953, within(5e-5));
    double[] term = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
    double[] early = {1.15, 0.88, 0.90, 0.74, 1.21};
    assertThat(MannWhitney.compare(early, term).p()).isCloseTo(2 * 0.1272, within(1e-4));
  }

  /** Beyond fifty forks the normal approximation stands in: it meets the exact values there. */
  @Test
  void manyForksAgreeWithFewer() {
    SplittableRandom random = new SplittableRandom(3);
    double[] a = random.doubles(50).toArray();
    double[] b = random.doubles(50).map(x -> x + .1).toArray();
    RankTest exact = MannWhitney.compare(a, b);
    double[] more = Arrays.copyOf(b, 51);
    more[50] = exact.d() + a[0];
    RankTest beyond = MannWhitney.compare(a, more);
    assertThat(beyond.p()).isCloseTo(exact.p(), within(.2 * exact.p() + .01));
    assertThat(beyond.d()).isCloseTo(exact.d(), within(.02));
    assertThat(beyond.ci95().low()).isCloseTo(exact.ci95().low(), within(.03));
    assertThat(beyond.ci95().high()).isCloseTo(exact.ci95().high(), within(.03));
    double[] pairs = random.doubles(51).map(x -> x - .4).toArray();
    RankTest many = SignedRanks.of(pairs);
    RankTest fewer = SignedRanks.of(Arrays.copyOf(pairs, 50));
    assertThat(many.p()).isCloseTo(fewer.p(), within(.3 * fewer.p() + .01));
    assertThat(many.ci95().low()).isCloseTo(fewer.ci95().low(), within(.03));
  }

  /** The truth is every one of n^n samples; 9999 random ones come near it. */
  @ParameterizedTest
  @MethodSource
  void bootstrap(JsonNode answer) {
    double[] values = numbers(answer, "values");
    assertThat(PercentileBootstrap.tail(values.length))
        .isCloseTo(number(answer, "tail"), near(number(answer, "tail")));
    Interval found = PercentileBootstrap.ci95(values, 7);
    double low = answer.get("ci95").get(0).asDouble();
    double high = answer.get("ci95").get(1).asDouble();
    assertThat(found.low()).isCloseTo(low, within(.05 * (high - low)));
    assertThat(found.high()).isCloseTo(high, within(.05 * (high - low)));
  }

  static Stream<JsonNode> bootstrap() {
    return cases("bootstrap", 3);
  }

  /** R's {@code t.test(extra ~ group, data = sleep)}, as printed in its documentation. */
  @Test
  void studentsSleepDataAsInR() {
    double[] first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    double[] second = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    Comparison independent = Welch.compare(second, first);
    assertThat(independent.d() / independent.se()).isCloseTo(-1.8608, within(5e-5));
    assertThat(independent.df()).isCloseTo(17.776, within(5e-4));
    assertThat(independent.p()).isCloseTo(0.07939, within(5e-6));
    assertThat(independent.ci95().low()).isCloseTo(-3.3654832, within(5e-8));
    assertThat(independent.ci95().high()).isCloseTo(0.2054832, within(5e-8));
    Comparison pairs = Paired.compare(second, first);
    assertThat(pairs.d() / pairs.se()).isCloseTo(-4.0621, within(5e-5));
    assertThat(pairs.p()).isCloseTo(0.002833, within(5e-7));
    assertThat(pairs.ci95().low()).isCloseTo(-2.4598858, within(5e-8));
    assertThat(pairs.ci95().high()).isCloseTo(-0.7001142, within(5e-8));
  }

  private static void assertComparison(Comparison found, JsonNode answer) {
    assertThat(found.d()).isCloseTo(number(answer, "d"), near(number(answer, "d")));
    assertThat(found.se()).isCloseTo(number(answer, "se"), near(number(answer, "se")));
    assertThat(found.df()).isCloseTo(number(answer, "df"), near(number(answer, "df")));
    assertThat(found.p()).isCloseTo(number(answer, "p"), near(number(answer, "p")));
    assertInterval(found.ci95(), answer.get("ci95"));
    assertInterval(found.byT(.05), answer.get("ci90"));
  }

  private static void assertInterval(Interval found, JsonNode answer) {
    double low = answer.get(0).asDouble();
    double high = answer.get(1).asDouble();
    assertThat(found.low()).isCloseTo(low, within(1e-8 * (high - low)));
    assertThat(found.high()).isCloseTo(high, within(1e-8 * (high - low)));
  }

  /** SciPy's own sums round: nine digits of a difference that is 1e-3 of its terms are good. */
  private static Offset<Double> near(double value) {
    return within(1e-9 * Math.abs(value));
  }

  private static double number(JsonNode node, String name) {
    return node.get(name).asDouble();
  }

  private static double[] numbers(JsonNode node, String name) {
    return numbers(node.get(name));
  }

  private static double[] numbers(JsonNode array) {
    return cases(array).mapToDouble(JsonNode::asDouble).toArray();
  }

  private static Stream<JsonNode> cases(String name, int count) {
    assertThat(ANSWERS.get(name)).as(name).hasSize(count);
    return cases(ANSWERS.get(name));
  }

  private static Stream<JsonNode> cases(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static JsonNode read() {
    try (InputStream in = KnownAnswersTest.class.getResourceAsStream(FILE)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(FILE, e);
    }
  }
}
