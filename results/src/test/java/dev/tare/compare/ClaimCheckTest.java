package dev.tare.compare;

import static dev.tare.compare.Made.series;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Claim;
import dev.tare.result.Facts;
import dev.tare.result.PublishedFigure;
import dev.tare.result.Run;
import dev.tare.result.Series;
import dev.tare.result.Topology;
import dev.tare.result.io.PublishedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimCheckTest {
  private static final String NOP_LOOP = "dev.tare.bench.cpu.NopLoop.loop";

  @ParameterizedTest
  @CsvSource({
    "100, 10, HOST, HOLDS",
    "120, 10, HOST, DOES_NOT_HOLD",
    "103, 10, HOST, CANNOT_TELL",
    "100, 2, HOST, CANNOT_TELL",
    "100, 10, GUEST, OTHER_TOPOLOGY",
    "100, 10, TWO_HOSTS, OTHER_TOPOLOGY"
  })
  void aClaimIsJudgedByTheWholeInterval(
      double kvm, int forks, Topology here, ClaimVerdict verdict) {
    List<ClaimCheck> checks = checks(kvm, forks, here);
    assertThat(checks)
        .filteredOn(check -> check.figure().subject().equals("noploop"))
        .hasSize(1)
        .allSatisfy(check -> assertThat(check.verdict()).isEqualTo(verdict))
        .allSatisfy(check -> assertThat(check.measured()).isPresent());
  }

  @Test
  void everyFigureIsThereAndStandsAloneWhereNothingWasMeasured() {
    List<PublishedFigure> figures = PublishedJson.figures();
    List<ClaimCheck> checks = checks(100, 10, Topology.HOST);
    assertThat(checks).hasSameSizeAs(figures);
    assertThat(checks)
        .filteredOn(check -> check.measured().isEmpty())
        .hasSize(figures.size() - 1)
        .allSatisfy(check -> assertThat(check.verdict()).isEqualTo(ClaimVerdict.FIGURES_ALONE));
  }

  @Test
  void everyFigureSaysWhereItStandsAndEveryClaimIsAboutOneOfItsStudysEnvironments() {
    List<Claim> claims = new ArrayList<>();
    for (PublishedFigure figure : PublishedJson.figures()) {
      assertThat(figure.study().title()).as(figure.where()).isNotEmpty();
      assertThat(figure.values().isEmpty() && figure.statement().isEmpty())
          .as(figure.toString())
          .isFalse();
      claims.addAll(figure.claims());
    }
    assertThat(claims)
        .hasSizeGreaterThan(15)
        .allSatisfy(claim -> assertThat(claim.reading()).isNotEmpty())
        .allSatisfy(claim -> assertThat(claim.against()).isNotEqualTo(claim.environment()));
  }

  private static List<ClaimCheck> checks(double kvm, int forks, Topology here) {
    Series bare = series().of(NOP_LOOP).around(100, forks, 1);
    Series guest = series().of(NOP_LOOP).around(kvm, forks, 2);
    Facts none = Facts.of(Map.of());
    Run run =
        new Run(
            "r",
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(Map.of("bare", none, "kvm(vcpus=2)", none)),
            List.of(),
            List.of(in("bare", bare), in("kvm(vcpus=2)", guest)),
            List.of());
    return ClaimCheck.all(PublishedJson.figures(), run, here);
  }

  private static Series in(String stack, Series series) {
    return series.withKey(series.key().withEnvironment(Optional.of(stack)));
  }
}
