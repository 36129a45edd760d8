package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.launch.Layers;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.report.CellText;
import dev.tare.result.Metrics;
import dev.tare.result.Sample;
import dev.tare.result.Section;
import dev.tare.stats.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private static final HostContext THEIRS = new HostContext(8, false, Set.of());
  private static final String PACKED = "each of 8 guests";

  private final List<Condition> conditions = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private String experiment = "density";

  private record Made(Stack stack, String name, SortedMap<String, String> labels, int hosts)
      implements Condition {
    Made(Stack stack, String name, SortedMap<String, String> labels) {
      this(stack, name, labels, 1);
    }
  }

  @Test
  void aBoundNeedsItsWholeIntervalWithinAndEnoughBlocks() {
    guests("docker", 1, 100, 101, 99, 100, 100);
    guests("docker", 8, 90, 91, 89, 90, 90);
    Section.Judged one = judged(THEIRS, PACKED);
    assertThat(one.source()).isEqualTo("Dhar 2016, Fig. 4.1");
    assertThat(one.theirs()).contains("docker x8 42.05 s");
    assertThat(one.about()).isEqualTo("docker x1 over docker x8");
    assertThat(CellText.of(one.ours())).startsWith("1.111 [");
    assertThat(one.verdict()).isEqualTo("holds");

    samples.removeIf(sample -> sample.block() > Verdicts.MIN_FORKS - 1);
    assertThat(judged(THEIRS, PACKED).verdict()).isEqualTo("cannot tell");
  }

  @Test
  void outsideItsBoundsAClaimDoesNotHoldAndAcrossOneNobodyCanTell() {
    guests("docker", 1, 100, 101, 99, 100, 100);
    guests("docker", 8, 50, 51, 49, 50, 50);
    assertThat(judged(THEIRS, PACKED).verdict()).isEqualTo("does not hold");
    samples.removeIf(sample -> sample.condition().endsWith("x8"));
    guests("docker", 8, 99, 50, 120, 70, 101);
    assertThat(judged(THEIRS, PACKED).verdict()).isEqualTo("cannot tell");
  }

  @Test
  void onOtherGroundItIsShownAndNotJudged() {
    guests("docker", 1, 100, 101, 99, 100, 100);
    guests("docker", 8, 90, 91, 89, 90, 90);
    Section.Judged few = judged(new HostContext(2, false, Set.of()), PACKED);
    assertThat(few.verdict()).isEqualTo("other topology");
    assertThat(CellText.of(few.ours())).endsWith("(theirs had 8 CPUs, this host has 2)");
    assertThat(judged(new HostContext(8, true, Set.of()), PACKED).verdict())
        .isEqualTo("other topology");
    assertThat(judged(new HostContext(8, false, Set.of("docker")), PACKED).verdict())
        .isEqualTo("other topology");
  }

  @Test
  void whatWasNotMeasuredStandsAloneAndAnotherWorkloadsIsNotShown() {
    guests("docker", 1, 100);
    assertThat(judged(THEIRS, PACKED).verdict()).isEqualTo("figures alone");
    assertThat(claims(THEIRS).all()).noneMatch(one -> one.claim().contains("random file"));
  }

  @Test
  void workThatNeverFinishesNeedsEnoughBlocksToo() {
    experiment = "isolate";
    victim("lxc", "alone", 1, 1, 1, 1, 1);
    dnf("lxc", "fork", 1, 1);
    assertThat(judged(THEIRS, "never finishes").verdict()).isEqualTo("cannot tell");
    dnf("lxc", "fork", 1, 1, 1, 1, 1);
    assertThat(judged(THEIRS, "never finishes").verdict()).isEqualTo("holds");
    assertThat(judged(THEIRS, "never finishes").ours().words()).isEqualTo("DNF in 5 of 5 blocks");
    samples.removeIf(sample -> sample.condition().endsWith("fork"));
    dnf("lxc", "fork", 0, 0, 0, 0, 0);
    victim("lxc", "fork", 2, 2.1, 2, 2.1, 2);
    assertThat(judged(THEIRS, "never finishes").verdict()).isEqualTo("does not hold");
    dnf("lxc", "fork", 0, 1, 0, 0, 0);
    assertThat(judged(THEIRS, "never finishes").verdict()).isEqualTo("cannot tell");
  }

  @Test
  void whatIsHeldAgainstItsBaseIsComparedWithTheOtherAgainstIts() {
    experiment = "isolate";
    for (String stack : List.of("lxc", "kvm")) {
      condition(stack, "net", "alone");
      condition(stack, "net", "udp");
      add(stack + " alone", Metrics.WORK.name(), 1, 1, 1, 1, 1);
    }
    add("lxc udp", Metrics.WORK.name(), 2, 2.01, 2, 2.01, 2);
    add("kvm udp", Metrics.WORK.name(), 2, 2, 2.01, 2, 2.01);
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
  }

  @Test
  void whatAStudyMeasuredBetweenTwoHostsIsJudgedBetweenTwoAlone() {
    experiment = "network";
    paths(1);
    Section.Judged here = judged(THEIRS, "TCP_RR: docker-nat costs more");
    assertThat(here.about()).isEqualTo("docker-nat over docker-bridge");
    assertThat(here.verdict()).isEqualTo("other topology");
    assertThat(CellText.of(here.ours())).startsWith("1.250 [").endsWith("(theirs were 2 hosts)");
    paths(2);
    assertThat(judged(THEIRS, "TCP_RR: docker-nat costs more").verdict()).isEqualTo("holds");

    conditions.clear();
    guests("docker", 1, 100, 101, 99, 100, 100);
    experiment = "density";
    guests("docker", 8, 90, 91, 89, 90, 90);
    conditions.replaceAll(one -> new Made(one.stack(), one.name(), one.labels(), 2));
    assertThat(CellText.of(judged(THEIRS, PACKED).ours())).endsWith("(theirs was one host)");
  }

  @Test
  void aFigureIsToldFromOthersOfItsConditionByItsLabels() {
    experiment = "network";
    paths(2);
    samples.replaceAll(
        one ->
            new Sample(
                experiment,
                one.metric(),
                one.unit(),
                one.value(),
                one.condition(),
                one.block(),
                new TreeMap<>(Map.of("pattern", "udp_rr"))));
    assertThat(judged(THEIRS, "TCP_RR: docker-nat costs more").verdict())
        .isEqualTo("figures alone");
  }

  /** A round trip of 20 us over a bridge, and of 25 us through translation. */
  private void paths(int hosts) {
    Stack docker = new StackSyntax(Layers.standard()).parse("docker");
    conditions.clear();
    samples.clear();
    for (String path : List.of("docker-bridge", "docker-nat")) {
      SortedMap<String, String> labels = Condition.labels(docker, "path", path, "offload", "as-is");
      conditions.add(new Made(docker, path, labels, hosts));
      SortedMap<String, String> one =
          new TreeMap<>(Map.of("pattern", "tcp_rr", "connections", "1", "bytes", "1", "rate", "0"));
      for (int block = 1; block <= Verdicts.MIN_FORKS; block++) {
        double us = (path.equals("docker-nat") ? 25 : 20) + block / 100.0;
        samples.add(new Sample(experiment, "score", "us", us, path, block, one));
      }
    }
  }

  private void guests(String stack, int count, double... each) {
    String name = stack + " x" + count;
    Stack parsed = new StackSyntax(Layers.standard()).parse(stack);
    conditions.removeIf(one -> one.name().equals(name));
    conditions.add(
        new Made(
            parsed,
            name,
            Condition.labels(parsed, "guests", String.valueOf(count), "workload", "cpu.Prime")));
    add(name, Metrics.EACH.name(), each);
  }

  private void condition(String stack, String subject, String neighbour) {
    Stack parsed = new StackSyntax(Layers.standard()).parse(stack);
    String name = stack + " " + neighbour;
    conditions.removeIf(one -> one.name().equals(name));
    conditions.add(
        new Made(
            parsed,
            name,
            Condition.labels(
                parsed, "subject", subject, "neighbour", neighbour, "allocation", "set")));
  }

  private void victim(String stack, String neighbour, double... seconds) {
    condition(stack, "cpu", neighbour);
    add(stack + " " + neighbour, Metrics.WORK.name(), seconds);
  }

  private void dnf(String stack, String neighbour, double... given) {
    condition(stack, "cpu", neighbour);
    add(stack + " " + neighbour, Metrics.GIVEN_UP.name(), given);
  }

  private void add(String condition, String metric, double... blocks) {
    samples.removeIf(one -> one.condition().equals(condition) && one.metric().equals(metric));
    for (int i = 0; i < blocks.length; i++) {
      samples.add(
          new Sample(experiment, metric, "1", blocks[i], condition, i + 1, new TreeMap<>()));
    }
  }

  private Section.Judged judged(HostContext context, String claim) {
    return claims(context).all().stream()
        .filter(one -> one.claim().contains(claim))
        .findFirst()
        .orElseThrow();
  }

  private Claims claims(HostContext context) {
    return new Claims(experiment, conditions, samples, context);
  }
}
