package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.bench.run.Catalogue;
import dev.tare.bench.run.OneRun;
import dev.tare.bench.run.ParamValues;
import dev.tare.experiment.BenchmarkWork;
import dev.tare.launch.Limits;
import dev.tare.result.Claim;
import dev.tare.result.PublishedFigure;
import dev.tare.result.io.PublishedJson;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what {@code matrix} measures where nothing is chosen against what the studies said. */
class MatrixReachTest {
  private static final String PROGRAMS = "app.";
  private static final String SIZE = "size";

  /** All of it is about ways to a server, which are {@code network}'s. */
  private static final String OF_PATHS = "enberg2016";

  /** Names what tells a condition, which is no parameter of a benchmark. */
  private static final Set<String> NO_PARAMETERS = Set.of("stack", "subject", "benchmark");

  private static List<Claim> claims() {
    return PublishedJson.read().figures().stream()
        .filter(one -> !one.paper().equals(OF_PATHS))
        .map(PublishedFigure::claims)
        .flatMap(List::stream)
        .filter(claim -> claim.experiment().equals(Claim.MATRIX) && !claim.isUnjudged())
        .filter(claim -> benchmarks(claim).noneMatch(name -> name.startsWith(PROGRAMS)))
        .toList();
  }

  private static Stream<String> benchmarks(Claim claim) {
    return claim.of().getOrDefault("benchmark", List.of()).stream();
  }

  private static List<OneRun> runs(Profile profile) {
    BenchmarkWork work = MatrixCommand.usual(profile, List.of(), Limits.NONE, List.of());
    List<ParamValues> params = work.params().stream().map(ParamValues::parse).toList();
    return Catalogue.runs(work.benchmarks(), List.of(), params, 1);
  }

  private static boolean isAnswered(Claim claim, List<OneRun> runs) {
    return runs.stream()
        .filter(
            run ->
                claim.of().getOrDefault("subject", List.of("")).stream()
                    .anyMatch(subject -> run.benchmark().startsWith("dev.tare.bench." + subject)))
        .filter(
            run ->
                benchmarks(claim).findAny().isEmpty()
                    || benchmarks(claim)
                        .anyMatch(
                            name -> run.benchmark().startsWith("dev.tare.bench." + name + ".")))
        .anyMatch(run -> hasParameters(claim.of(), run));
  }

  private static boolean hasParameters(Map<String, List<String>> of, OneRun run) {
    return of.entrySet().stream()
        .filter(one -> !NO_PARAMETERS.contains(one.getKey()))
        .allMatch(one -> one.getValue().contains(run.params().get(one.getKey())));
  }

  @Test
  void everyClaimAboutAHostIsReachedButThoseOfTheSizesOfAStudy() {
    List<OneRun> runs = runs(Profile.standard);
    assertThat(claims())
        .hasSizeGreaterThan(15)
        .filteredOn(claim -> !claim.of().containsKey(SIZE))
        .allSatisfy(claim -> assertThat(isAnswered(claim, runs)).as(claim.reading()).isTrue());
  }

  @Test
  void thePaperProfileReachesThoseToo() {
    List<OneRun> runs = runs(Profile.paper);
    assertThat(claims()).anyMatch(claim -> claim.of().containsKey(SIZE));
    assertThat(claims())
        .allSatisfy(claim -> assertThat(isAnswered(claim, runs)).as(claim.reading()).isTrue());
  }

  @Test
  void filebenchsFileIsBufferedInThePaperProfileAndOthersAreBoth() {
    List<OneRun> runs = runs(Profile.paper);
    assertThat(runs)
        .filteredOn(run -> run.benchmark().contains("Filebench"))
        .extracting(run -> run.params().get("direct"))
        .containsExactly("false");
    assertThat(runs)
        .filteredOn(run -> run.benchmark().contains("RandomFile"))
        .extracting(run -> run.params().get("direct"))
        .containsExactlyInAnyOrder("true", "false");
  }
}
