package dev.tare.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.report.CellText;
import dev.tare.result.Claim;
import dev.tare.result.Direction;
import dev.tare.result.Facts;
import dev.tare.result.Metrics;
import dev.tare.result.Section;
import dev.tare.result.StackName;
import dev.tare.result.io.PublishedJson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimsTest {
  private static final HostContext THEIRS = new HostContext(8, false);
  private static final String PACKED = "each of 8 containers";
  private static final String NOP = "noploop";
  private static final double[] ALONE = {100, 101, 99, 100, 100};

  private final SampledSeries series = new SampledSeries();
  private final Map<String, MeasuredCondition> conditions = new LinkedHashMap<>();
  private final Map<String, Facts> facts = new TreeMap<>();
  private String experiment = "density";

  @Test
  void aBoundNeedsItsWholeIntervalWithinAndEnoughBlocks() {
    guests("bare", 1, ALONE);
    guests("docker", 8, 90, 91, 89, 90, 90);
    Section.Judged one = judged(THEIRS, PACKED);
    assertThat(one.source()).isEqualTo("Dhar 2016, Fig. 4.1");
    assertThat(one.theirs()).contains("docker 8 guests 42.05 s");
    assertThat(one.about()).isEqualTo("docker x8 over bare x1");
    assertThat(CellText.of(one.ours())).startsWith("1.111 [").endsWith("\u00d7 of 5 forks");
    assertThat(one.verdict()).isEqualTo("holds");

    guests("bare", 1, 100, 101);
    guests("docker", 8, 90, 91);
    assertThat(judged(THEIRS, PACKED).verdict()).isEqualTo("cannot tell");
  }

  @Test
  void outsideItsBoundsAClaimDoesNotHoldAndAcrossOneNobodyCanTell() {
    guests("bare", 1, ALONE);
    guests("docker", 8, 50, 51, 49, 50, 50);
    assertThat(judged(THEIRS, PACKED).verdict()).isEqualTo("does not hold");
    guests("docker", 8, 99, 50, 120, 70, 101);
    assertThat(judged(THEIRS, PACKED).verdict()).isEqualTo("cannot tell");
  }

  @Test
  void onOtherGroundItIsShownAndNotJudged() {
    guests("bare", 1, ALONE);
    guests("docker", 8, 90, 91, 89, 90, 90);
    Section.Judged few = judged(new HostContext(2, false), PACKED);
    assertThat(few.verdict()).isEqualTo("other topology");
    assertThat(CellText.of(few.ours())).endsWith("(theirs had 8 CPUs, this host has 2)");
    assertThat(judged(new HostContext(8, true), PACKED).verdict()).isEqualTo("other topology");
    conditions.replaceAll(
        (name, one) -> new MeasuredCondition(name, one.stack(), one.labels(), 1, true));
    assertThat(judged(THEIRS, PACKED).verdict()).isEqualTo("other topology");
  }

  @Test
  void whatWasNotMeasuredStandsAloneAndAnotherWorkloadsIsNotShown() {
    guests("bare", 1, 100);
    assertThat(judged(THEIRS, PACKED).verdict()).isEqualTo("figures alone");
    assertThat(claims(THEIRS).all()).noneMatch(one -> one.claim().contains("random file"));
  }

  @ParameterizedTest
  @CsvSource({
    "1 1, cannot tell",
    "1 1 1, cannot tell",
    "1 1 1 1 1, holds",
    "0 1 0 0 0, cannot tell",
    "1 1 1 1 1 1 1 1 1 0, cannot tell",
    "0 0 0 0 0, does not hold"
  })
  void workThatNeverFinishesIsJudgedByTheIntervalOfItsShare(String ends, String verdict) {
    experiment = "isolate";
    victim("lxc", "alone", 1, 1, 1, 1, 1);
    double[] given = Arrays.stream(ends.split(" ")).mapToDouble(Double::parseDouble).toArray();
    condition("lxc", "cpu", "fork");
    series.add(experiment, "lxc fork", Metrics.GIVEN_UP, given);
    assertThat(judged(THEIRS, "never finishes").verdict()).isEqualTo(verdict);
    assertThat(judged(THEIRS, "never finishes").ours().words())
        .startsWith("DNF in ")
        .contains(" of " + given.length + " blocks [");
  }

  @Test
  void whatNeverFinishedIsMoreThanAnyBoundOnceEnoughBlocksSaySo() {
    experiment = "isolate";
    victim("kvm", "alone", 1, 1, 1, 1, 1);
    condition("kvm", "cpu", "fork");
    series.add(experiment, "kvm fork", Metrics.GIVEN_UP, 1, 1, 1, 1, 1);
    assertThat(judged(THEIRS, "up to 1.3 times").verdict()).isEqualTo("does not hold");
  }

  @Test
  void aBoundFromAboveIsNotKeptByThoseBlocksAloneThatFinished() {
    experiment = "isolate";
    victim("kvm", "alone", 1, 1.01, 1, 1.01, 1);
    victim("kvm", "fork", 1.1, 1.11, 1.1, 1.11, 1.1);
    series.add(experiment, "kvm fork", Metrics.GIVEN_UP, 0, 0, 0, 0, 0);
    assertThat(judged(THEIRS, "up to 1.3 times").verdict()).isEqualTo("holds");
    series.add(experiment, "kvm fork", Metrics.GIVEN_UP, 0, 0, 0, 0, 0, 1);
    assertThat(judged(THEIRS, "up to 1.3 times").verdict()).isEqualTo("cannot tell");
  }

  @Test
  void whatIsHeldAgainstItsBaseIsComparedWithTheOtherAgainstIts() {
    experiment = "isolate";
    for (String stack : List.of("lxc", "kvm")) {
      condition(stack, "net", "alone");
      condition(stack, "net", "flood");
      series.add(experiment, stack + " alone", Metrics.WORK, 1, 1, 1, 1, 1);
    }
    series.add(experiment, "lxc flood", Metrics.WORK, 2, 2.01, 2, 2.01, 2);
    series.add(experiment, "kvm flood", Metrics.WORK, 2, 2, 2.01, 2, 2.01);
    assertThat(judged(THEIRS, "as much as kvm").verdict()).isEqualTo("holds");
  }

  @Test
  void theStudysBarsStandBesideWhatWasTried() {
    experiment = "isolate";
    victim("lxc", "alone", 1);
    victim("lxc", "fork", 2);
    List<Section.Bar> bars = claims(THEIRS).bars(any -> true);
    assertThat(bars)
        .extracting(Section.Bar::name)
        .containsExactly("Chaufournier 2016: cpu, lxc, fork", "Chaufournier 2016: cpu, kvm, fork");
    assertThat(bars.get(0).figure().words()).isEqualTo("DNF");
    assertThat(bars.get(1).figure().value()).isEqualTo(0.769);
    assertThat(claims(THEIRS).bars(none -> false)).isEmpty();
  }

  @Test
  void whatAStudyMeasuredBetweenTwoHostsIsJudgedBetweenTwoAlone() {
    experiment = "network";
    paths(1, "net.TcpRr");
    Section.Judged here = judged(THEIRS, "TCP_RR: docker-nat costs more");
    assertThat(here.about()).isEqualTo("TcpRr.exchange, docker-nat over docker-bridge");
    assertThat(here.verdict()).isEqualTo("other topology");
    assertThat(CellText.of(here.ours()))
        .startsWith("1.250 [")
        .endsWith("(theirs were 2 hosts: --client 'ssh(host=b)')");
    paths(2, "net.TcpRr");
    assertThat(judged(THEIRS, "TCP_RR: docker-nat costs more").verdict()).isEqualTo("holds");

    experiment = "density";
    guests("bare", 1, ALONE);
    guests("docker", 8, 90, 91, 89, 90, 90);
    conditions.replaceAll(
        (name, one) -> new MeasuredCondition(name, one.stack(), one.labels(), 2, false));
    assertThat(CellText.of(judged(THEIRS, PACKED).ours())).endsWith("(theirs was one host)");
  }

  @Test
  void aFigureIsToldFromOthersOfItsConditionByItsSeries() {
    experiment = "network";
    paths(2, "net.UdpRr");
    assertThat(judged(THEIRS, "TCP_RR: docker-nat costs more").verdict())
        .isEqualTo("figures alone");
  }

  @ParameterizedTest
  @CsvSource({
    "100, 10, false, holds",
    "120, 10, false, does not hold",
    "103, 10, false, cannot tell",
    "100, 2, false, cannot tell",
    "100, 10, true, other topology"
  })
  void environmentsOfAMatrixAreJudgedByTheSameRule(
      double kvm, int forks, boolean guest, String verdict) {
    matrix("bare", "cpu.NopLoop.loop", 100, forks);
    matrix("kvm(vcpus=2)", "cpu.NopLoop.loop", kvm, forks);
    Section.Judged one = judged(new HostContext(0, guest), NOP);
    assertThat(one.about()).isEqualTo("NopLoop.loop, kvm(vcpus=2) over bare");
    assertThat(one.claim()).endsWith("3 % either way: 0.97 to 1.03\u00d7");
    assertThat(one.verdict()).isEqualTo(verdict);
  }

  @Test
  void aFigureWithoutBoundsIsNotJudged() {
    matrix("bare", "cpu.Prime.events", 100, 10);
    series.add(
        "bare",
        "dev.tare.bench.cpu.Prime.events",
        Map.of("limit", "30000"),
        "ops/s",
        Direction.HIGHER,
        278,
        279,
        280);
    Section.Judged one = judged(new HostContext(0, false), "requests for the primes");
    assertThat(one.about()).startsWith("Prime.events").endsWith("bare");
    assertThat(CellText.of(one.ours())).startsWith("279.0 [").contains("] ops/s of 3 forks");
    assertThat(one.verdict()).isEqualTo("figures alone");
  }

  @Test
  void aGuestThatWasKeptGetsNoVerdict() {
    matrix("bare", "cpu.NopLoop.loop", 100, 10);
    matrix("kvm", "cpu.NopLoop.loop", 100, 10);
    facts.put("kvm", Facts.of(Map.of(Facts.KEPT, "true")));
    assertThat(judged(THEIRS, NOP).verdict()).isEqualTo("cannot tell");
    assertThat(CellText.of(judged(THEIRS, NOP).ours())).endsWith("kept is one sample)");
  }

  @Test
  void aContainerOnItsHostsNetworkIsNotTheStudysBridge() {
    for (String stack : List.of("bare", "docker", "docker(network=host)")) {
      matrix(stack, "net.TcpRr.exchange", stack.equals("docker") ? 125 : 100, 10);
    }
    conditions.replaceAll(
        (name, one) -> new MeasuredCondition(name, one.stack(), one.labels(), 2, false));
    List<Section.Judged> all =
        claims(THEIRS).all().stream()
            .filter(one -> one.claim().startsWith("TCP request-response latency: docker"))
            .toList();
    assertThat(all).extracting(Section.Judged::verdict).containsExactly("holds", "other topology");
    assertThat(CellText.of(all.get(1).ours())).endsWith("(theirs was not docker(network=host))");
  }

  private void matrix(String stack, String benchmark, double us, int forks) {
    experiment = Claim.MATRIX;
    put(stack, stack);
    double[] values = new double[forks];
    Arrays.setAll(values, fork -> us * (1 + (fork * 7 % 5 - 2) / 200.0));
    String name = "dev.tare.bench." + benchmark;
    series.add(stack, name, Map.of(), "us/op", Direction.LOWER, values);
  }

  /** A round trip of 20 us over a bridge, and of 25 us through translation. */
  private void paths(int hosts, String benchmark) {
    conditions.clear();
    for (String path : List.of("docker-bridge", "docker-nat")) {
      put("docker", path, "path", path, "offload", "as-is");
      conditions.computeIfPresent(
          path, (n, one) -> new MeasuredCondition(path, one.stack(), one.labels(), hosts, false));
      double us = path.equals("docker-nat") ? 25 : 20;
      series.add(
          path,
          "dev.tare.bench." + benchmark + ".exchange",
          Map.of("bytes", "1", "rate", "0"),
          "us/op",
          Direction.LOWER,
          us + .01,
          us + .02,
          us + .03);
    }
  }

  private void guests(String stack, int count, double... each) {
    String name = stack + " x" + count;
    put(stack, name, "guests", String.valueOf(count), "workload", "cpu.Prime");
    series.add(experiment, name, Metrics.EACH, each);
  }

  private void condition(String stack, String subject, String neighbour) {
    String name = stack + " " + neighbour;
    put(stack, name, "subject", subject, "neighbour", neighbour, "allocation", "set");
  }

  private void victim(String stack, String neighbour, double... seconds) {
    condition(stack, "cpu", neighbour);
    series.add(experiment, stack + " " + neighbour, Metrics.WORK, seconds);
  }

  private void put(String stack, String name, String... labels) {
    StackName parsed = StackName.of(stack);
    TreeMap<String, String> all = new TreeMap<>(Map.of(MeasuredCondition.STACK, parsed.names()));
    for (int i = 0; i < labels.length; i += 2) {
      all.put(labels[i], labels[i + 1]);
    }
    conditions.put(name, new MeasuredCondition(name, parsed, all, 1, false));
    facts.putIfAbsent(name, Facts.of(Map.of()));
  }

  private Section.Judged judged(HostContext context, String claim) {
    return claims(context).all().stream()
        .filter(one -> one.claim().contains(claim))
        .findFirst()
        .orElseThrow();
  }

  private Claims claims(HostContext context) {
    return new Claims(
        experiment,
        List.copyOf(conditions.values()),
        series.run(facts),
        context,
        PublishedJson.read());
  }
}
