package dev.tare.experiment.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tare.experiment.Setting;
import dev.tare.experiment.Timing;
import dev.tare.experiment.TrialPlan;
import dev.tare.launch.Limits;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateSearchTest {
  static final Setting SETTING =
      new Setting(
          List.of("docker"),
          Limits.NONE,
          5,
          new Timing(3, 100, 3, 100),
          true,
          List.of("records=1000"),
          0,
          new TreeSet<>(List.of(0, 1)),
          Optional.empty(),
          1);

  private static RateSearch searched(boolean quick, double most, double goodUpTo) {
    RateSearch search = new RateSearch(most, 100, RateSearch.looks(quick));
    for (OptionalLong rate = search.next(); rate.isPresent(); rate = search.next()) {
      search.told(rate.getAsLong() <= goodUpTo);
    }
    return search;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1_700, 9_999, 40_000, 99_000})
  void theHighestGoodRateIsFoundToThreePercentAndIsGood(double goodUpTo) {
    long found = searched(false, 100_000, goodUpTo).found().orElseThrow();
    assertThat((double) found)
        .isLessThanOrEqualTo(goodUpTo)
        .isCloseTo(goodUpTo, within(.035 * goodUpTo));
  }

  @ParameterizedTest
  @ValueSource(doubles = {2_000, 9_999, 40_000, 99_000})
  void aFirstLookFindsItToFourteenPercent(double goodUpTo) {
    assertThat((double) searched(true, 100_000, goodUpTo).found().orElseThrow())
        .isLessThanOrEqualTo(goodUpTo)
        .isCloseTo(goodUpTo, within(.14 * goodUpTo));
  }

  @Test
  void whereNoRateIsGoodNoneIsFound() {
    assertThat(searched(false, 100_000, 100).found()).isEmpty();
  }

  @Test
  void noRateIsLookedAtWhichIsTooLowForATail() {
    assertThat(new RateSearch(90, 100, 5).next()).isEmpty();
    assertThat(new RateSearch(90, 100, 5).found()).isEmpty();
    RateSearch search = new RateSearch(400, 100, 5);
    for (OptionalLong rate = search.next(); rate.isPresent(); rate = search.next()) {
      assertThat(rate.getAsLong()).isBetween(100L, 400L);
      search.told(false);
    }
  }

  @Test
  void aLookIsGoodWhereItsRateIsReachedWithinTheBoundAndItsTailIsTold() {
    assertThat(look(10_000, OptionalDouble.of(400e3)).isWithin(500)).isTrue();
    assertThat(look(10_000, OptionalDouble.of(501e3)).isWithin(500)).isFalse();
    assertThat(look(9_000, OptionalDouble.of(400e3)).isWithin(500)).isFalse();
    assertThat(look(10_000, OptionalDouble.empty()).isWithin(500)).isFalse();
  }

  @Test
  void aSearchThatFoundNothingTellsHowOftenTheClientWasToBlame() {
    ServiceOutcome.Look slow = look(10_000, OptionalDouble.of(900e3));
    assertThat(ServiceOutcome.Look.notFound(List.of(slow, slow), "500.0 us"))
        .isEqualTo("etc, 8 connections: at no rate that was looked at is the p99 within 500.0 us");
    assertThat(
            ServiceOutcome.Look.notFound(
                List.of(slow, look(9_000, OptionalDouble.empty())), "500.0 us"))
        .endsWith(" within 500.0 us; in 1 of 2 looks the client itself was too late");
    assertThat(Load.words("etc", 1)).isEqualTo("etc, 1 connection");
  }

  @Test
  void theBoundIsWrittenAsDurationsAre() {
    assertThat(asked("memcached", List.of(0), List.of(8), Optional.of(20_000.0)).boundText())
        .hasValue("20.00 ms");
  }

  private static ServiceOutcome.Look look(double reached, OptionalDouble p99Ns) {
    return new ServiceOutcome.Look("etc", 8, 10_000, reached, p99Ns);
  }

  @Test
  void aLookLastsUntilThereIsAP99() {
    ServiceParameters asked = asked("memcached", List.of(0), List.of(8), Optional.of(500.0));
    Timing timing = asked.look(Load.ETC, 8, 1000, SETTING, List.of()).timing();
    assertThat(timing.iterations() * timing.iterationMs()).isBetween(12_000, 12_010);
    timing = asked.look(Load.ETC, 8, 10_000_000, SETTING, List.of()).timing();
    assertThat(timing.iterationMs()).isEqualTo(100);
  }

  @Test
  void aGivenRateIsMeasuredUntilThereIsAP99UnlessThatTakesTooLong() {
    List<Integer> rates = List.of(0, 10, 4000, 1_000_000);
    ServiceParameters asked = asked("memcached", rates, List.of(8), Optional.empty());
    assertThat(asked.trials(SETTING, List.of()))
        .extracting(trial -> trial.timing().iterationMs())
        .as("of three: a closed loop, ten seconds at most, 12000 requests, as ever")
        .containsExactly(100, 3334, 1000, 100);
    assertThat(asked.seconds(SETTING, 2)).isBetween(22.0, 23.5);
  }

  @Test
  void whatIsMadeOnceCountsOnceInAnEstimateAndWhatEachForkFillsInEach() {
    double memcached = load("memcached", Load.ETC).seconds(SETTING, 2);
    assertThat(load("redis", Load.A).seconds(SETTING, 2)).isGreaterThanOrEqualTo(memcached + 2);
    ServiceParameters table = load("mariadb", Load.OLTP);
    Setting large = SETTING.withParams(List.of("tableRows=1000000"));
    double rows = table.seconds(large, 2) - table.seconds(SETTING, 2);
    assertThat(rows).as("one table more for two forks").isBetween(30.0, 60.0);
  }

  private static ServiceParameters load(String service, Load load) {
    return new ServiceParameters(
        service,
        List.of(load),
        "host",
        Optional.empty(),
        List.of(0),
        List.of(1, 8),
        Optional.empty(),
        List.of());
  }

  @Test
  void connectionsAreParametersOrThreadsAsTheLoadHasThemAndSizesAreTheProfiles() {
    List<Integer> clients = List.of(1, 16);
    assertThat(
            asked("memcached", List.of(0, 9), clients, Optional.empty()).trials(SETTING, List.of()))
        .hasSize(2)
        .allSatisfy(trial -> assertThat(trial.threads()).isEqualTo(1))
        .allSatisfy(trial -> assertThat(trial.params()).contains("connections=1,16"))
        .satisfiesExactly(
            closed -> assertThat(closed.params()).contains("rate=0"),
            open -> assertThat(open.params()).contains("rate=9"));
    ServiceParameters redis =
        new ServiceParameters(
            "redis",
            List.of(Load.F),
            "host",
            Optional.empty(),
            List.of(0),
            clients,
            Optional.empty(),
            List.of());
    assertThat(redis.trials(SETTING, List.of()))
        .allSatisfy(
            trial -> assertThat(trial.params()).contains("workload=f", "rate=0", "records=1000"))
        .extracting(TrialPlan::threads)
        .containsExactly(1, 16);
  }

  @Test
  void whatWillNotDoIsRefusedWithItsOption() {
    assertThatThrownBy(() -> asked("memcache", List.of(0), List.of(8), Optional.empty()))
        .hasMessage(
            "--service memcache: there is no such server; did you mean memcached?; there are"
                + " memcached, nginx, redis, mariadb");
    assertThatThrownBy(() -> asked("nginx", List.of(0), List.of(8), Optional.empty()))
        .hasMessage("--load etc: is for memcached; nginx has small, large");
    assertThatThrownBy(() -> asked("memcached", List.of(-1), List.of(8), Optional.empty()))
        .hasMessage("--rate -1: from 0 to 10000000");
    assertThatThrownBy(() -> asked("memcached", List.of(0), List.of(257), Optional.empty()))
        .hasMessage("--connections 257: from 1 to 256");
    assertThatThrownBy(() -> asked("memcached", List.of(0), List.of(8), Optional.of(0.0)))
        .hasMessage("--p99 0.0: above 0, at most 60000000");
    assertThatThrownBy(
            () -> asked("memcached", List.of(0), List.of(8), Optional.of(Double.POSITIVE_INFINITY)))
        .hasMessage("--p99 Infinity: above 0, at most 60000000");
  }

  private static ServiceParameters asked(
      String service, List<Integer> rates, List<Integer> connections, Optional<Double> bound) {
    return new ServiceParameters(
        service, List.of(Load.ETC), "host", Optional.empty(), rates, connections, bound, List.of());
  }
}
