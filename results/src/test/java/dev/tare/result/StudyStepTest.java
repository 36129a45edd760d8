package dev.tare.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.io.PublishedJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyStepTest {
  private static final PublishedFigure.Library LIBRARY = PublishedJson.read();

  @ParameterizedTest
  @ValueSource(
      strings = {"chaufournier2016", "vaucher2015", "dhar2016", "enberg2016", "sonone2015"})
  void aPlanReachesEveryFigureThatCanBeMeasuredAndDoesNothingTwice(String paper) {
    List<StudyStep> steps = StudyStep.of(LIBRARY, paper, any -> true);
    assertThat(LIBRARY.figures())
        .filteredOn(one -> one.paper().equals(paper) && one.command().isPresent())
        .allSatisfy(
            one -> assertThat(steps).anyMatch(step -> step.figures().contains(one.where())));
    assertThat(steps).extracting(StudyStep::command).doesNotHaveDuplicates();
    assertThat(steps).allSatisfy(step -> assertThat(step.command().environments()).isNotEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"chaufournier2016", "vaucher2015", "dhar2016", "enberg2016", "sonone2015"})
  void allEnvironmentsByNameAreAllThatThereIs(String paper) {
    List<StudyStep> all = StudyStep.of(LIBRARY, paper, any -> true);
    List<String> named =
        all.stream().flatMap(step -> step.command().environments().stream()).toList();
    assertThat(StudyStep.of(LIBRARY, paper, named::contains)).isEqualTo(all);
  }

  @Test
  void aFigureIsLeftOutWhereNoneOfItsClaimsCanBeJudged() {
    List<StudyStep> steps =
        StudyStep.of(LIBRARY, "chaufournier2016", Set.of("bare", "docker", "lxc")::contains);
    assertThat(steps)
        .allSatisfy(
            step -> assertThat(step.command().environments()).isSubsetOf("bare", "docker", "lxc"));
    // A machine over a container says nothing without the machine.
    assertThat(steps).flatExtracting(StudyStep::figures).doesNotContain("Fig. 3a", "Sec. 7.2");
    assertThat(steps).flatExtracting(StudyStep::figures).contains("Fig. 2", "Fig. 4", "Fig. 9");
    assertThat(StudyStep.of(LIBRARY, "enberg2016", "docker"::equals))
        .flatExtracting(StudyStep::figures)
        .contains("Fig. 9")
        .doesNotContain("Fig. 12");
  }

  @Test
  void whatDiffersInOneOptionIsOneCommandAndInTwoItIsTwo() {
    StudyCommand rr = network("tcp_rr");
    StudyCommand crr = network("tcp_crr");
    assertThat(rr.and(crr).orElseThrow().text())
        .isEqualTo("network --path docker-bridge,kvm-vhost --patterns tcp_rr,tcp_crr");
    assertThat(rr.and(rr)).contains(rr);
    StudyCommand off =
        new StudyCommand(
            "network",
            List.of(),
            rr.places(),
            Map.of("--patterns", List.of("tcp_rr"), "--offload", List.of("off")),
            false);
    assertThat(rr.and(off)).isEmpty();
    assertThat(matrix("kernel=copy").and(matrix("kernel=triad"))).isEmpty();
  }

  @Test
  void anEnvironmentThatIsNotWantedIsLeftOutWhereverItIsNamed() {
    StudyCommand command = network("tcp_rr");
    assertThat(command.environments()).containsExactly("docker", "kvm");
    assertThat(command.in("docker"::equals).orElseThrow().text())
        .isEqualTo("network --path docker-bridge --patterns tcp_rr");
    assertThat(command.in("lxc"::equals)).isEmpty();
    StudyCommand stacks =
        new StudyCommand("boot", List.of("kvm(net=tap)", "lxc"), Map.of(), Map.of(), false);
    assertThat(stacks.in(Set.of("kvm")::contains).orElseThrow().text())
        .isEqualTo("boot --env 'kvm(net=tap)'");
  }

  @Test
  void valuesThatMayHoldCommasAreGivenOneByOne() {
    assertThat(matrix("work=a,b").words())
        .containsExactly("matrix", "--env", "bare", "--benchmarks", "cpu|memory", "-p", "work=a,b");
    assertThat(matrix("work=a,b").text())
        .isEqualTo("matrix --env bare --benchmarks 'cpu|memory' -p work=a,b");
  }

  private static StudyCommand matrix(String param) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    options.put("--benchmarks", List.of("cpu|memory"));
    options.put("-p", List.of(param));
    return new StudyCommand("matrix", List.of("bare"), Map.of(), options, false);
  }

  private static StudyCommand network(String pattern) {
    Map<String, List<String>> paths = new LinkedHashMap<>();
    paths.put("docker", List.of("docker-bridge"));
    paths.put("kvm", List.of("kvm-vhost"));
    return new StudyCommand(
        "network",
        List.of(),
        Map.of("--path", paths),
        Map.of("--patterns", List.of(pattern)),
        false);
  }
}
