package dev.tare.result.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Claim;
import dev.tare.result.PublishedFigure;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the studies' figures against their schema; a member that it does not know is refused. */
class PublishedJsonTest {
  private static final PublishedFigure.Library LIBRARY = PublishedJson.read();
  private static final String BOUND =
      "(one more: )?(at most|at least|under|up to|within|more than) [0-9.]+( [GMK]B)?";

  @Test
  void everyFigureIsOfAPaperSaysWhereItStandsAndHasSomethingToSay() {
    assertThat(LIBRARY.papers()).hasSize(5);
    assertThat(LIBRARY.figures())
        .hasSizeGreaterThan(60)
        .allSatisfy(one -> assertThat(LIBRARY.papers()).containsKey(one.paper()))
        .allSatisfy(one -> assertThat(one.where()).matches("(Fig\\.|Tables?|Sec\\.) [0-9IV].*"))
        .allSatisfy(one -> assertThat(one.said()).as(one.where()).isNotEmpty());
  }

  @Test
  void everyEnvironmentIsDeclared() {
    Set<String> declared = LIBRARY.environments().keySet();
    for (PublishedFigure one : LIBRARY.figures()) {
      assertThat(declared).as(one.where()).containsAll(one.values().keySet());
      assertThat(declared).as(one.where()).containsAll(one.bounds().keySet());
    }
    for (Claim one : claims(Claim.MATRIX)) {
      assertThat(declared).as(one.reading()).containsAll(one.of().get("stack"));
      if (!one.isUnjudged()) {
        assertThat(declared).as(one.reading()).contains(one.over().get("stack"));
      }
    }
  }

  @Test
  void whatIsABoundIsNoValueAndSaysWhichWay() {
    for (PublishedFigure one : LIBRARY.figures()) {
      assertThat(leaves(one.bounds())).as(one.where()).allMatch(text -> text.matches(BOUND));
      assertThat(leaves(one.values())).as(one.where()).noneMatch(text -> text.matches(BOUND));
      assertThat(one.subject()).as(one.where()).doesNotContain("up to", "at most");
    }
  }

  @Test
  void everyClaimComparesTwoThingsAndSaysHowItsBoundsFollow() {
    assertThat(LIBRARY.figures().stream().flatMap(one -> one.claims().stream()))
        .hasSizeGreaterThan(100)
        .allSatisfy(
            one ->
                assertThat(one.reading())
                    .matches(
                        ".*([0-9]|twice|tenth|never|costs|answers" + "|hurts|overhead|whatever).*"))
        .allSatisfy(
            one ->
                one.over()
                    .forEach(
                        (label, value) ->
                            assertThat(one.of().getOrDefault(label, List.of()))
                                .as(one.reading())
                                .doesNotContain(value)));
  }

  /** Bounds that are forgotten would make others. */
  @Test
  void onlyWhatIsOfAStudysOwnMachineIsNotJudged() {
    assertThat(LIBRARY.figures())
        .filteredOn(one -> one.claims().stream().anyMatch(Claim::isUnjudged))
        .extracting(one -> one.paper() + " " + one.where())
        .containsExactly("dhar2016 Table 4.2", "dhar2016 Sec. 4.5.2");
  }

  /** What ran on one machine stands beside no figure of two. */
  @Test
  void aFigureOfTwoHostsIsClaimedOfAnExperimentThatCanHaveTwo() {
    assertThat(LIBRARY.figures().stream())
        .filteredOn(one -> one.claims().stream().anyMatch(claim -> claim.hosts().orElse(1) == 2))
        .hasSizeGreaterThan(10)
        .allSatisfy(
            one ->
                assertThat(one.claims())
                    .as(one.where() + " " + one.subject())
                    .filteredOn(claim -> !claim.experiment().equals(Claim.MATRIX))
                    .isNotEmpty()
                    .allSatisfy(
                        claim ->
                            assertThat(claim.experiment())
                                .isEqualTo(one.command().orElseThrow().verb())));
  }

  /** An interval that holds 1 is that of a neighbour who is not felt. */
  @Test
  void whatInterferesUpToABoundDoesInterfere() {
    assertThat(claims("isolate"))
        .filteredOn(one -> one.over().isEmpty() && one.high().isPresent())
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.low()).as(one.reading()).isEqualTo(OptionalDouble.of(1)));
  }

  @Test
  void noOrderIsClaimedThatTheThesisDoesNotState() {
    assertThat(of("enberg2016", "Fig. 9").claims())
        .noneMatch(one -> "docker-nat".equals(one.over().get("path")));
    assertThat(of("enberg2016", "Fig. 7").claims())
        .noneMatch(one -> List.of("kvm-virtio").equals(one.of().get("path")));
    assertThat(of("enberg2016", "Fig. 8").claims())
        .anyMatch(one -> "kvm-virtio".equals(one.over().get("path")));
  }

  @Test
  void aClaimIsAboutTheStudysWorkload() {
    assertThat(of("chaufournier2016", "Fig. 3c").claims())
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.of())
                    .containsEntry("benchmark", List.of("disk.FilebenchRandomRw"))
                    .containsEntry("size", List.of("5g"))
                    .containsEntry("direct", List.of("false")));
  }

  @Test
  void whatIsWrongInAStudyIsAFootnote() {
    assertThat(of("dhar2016", "Table 4.2").footnote().orElse("")).contains("4.3", "4.5");
    assertThat(of("dhar2016", "Table 5.1").footnote().orElse("")).contains("6.1");
    assertThat(of("enberg2016", "Fig. 13-15").footnote().orElse("")).contains("Table 6");
  }

  private static PublishedFigure of(String paper, String where) {
    return LIBRARY.figures().stream()
        .filter(one -> one.paper().equals(paper) && one.where().equals(where))
        .findFirst()
        .orElseThrow();
  }

  private static List<Claim> claims(String experiment) {
    return LIBRARY.figures().stream()
        .flatMap(one -> one.claims().stream())
        .filter(one -> one.experiment().equals(experiment))
        .toList();
  }

  private static List<String> leaves(Object value) {
    Stream<?> parts =
        value instanceof Map<?, ?> cases
            ? cases.values().stream()
            : value instanceof Collection<?> several ? several.stream() : Stream.empty();
    List<String> inside = parts.flatMap(part -> leaves(part).stream()).toList();
    return inside.isEmpty() && !(value instanceof Map<?, ?>)
        ? List.of(String.valueOf(value))
        : inside;
  }
}
