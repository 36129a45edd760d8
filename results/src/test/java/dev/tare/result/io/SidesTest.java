package dev.tare.result.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
import dev.tare.result.Series;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SidesTest {
  @TempDir Path temp;

  @Test
  void theForksOfAllFilesOfAPatternAreOneSeries() throws Exception {
    write("a-1.json", JmhText.benchmark("b", "", "[[1], [2]]", ""));
    write("a-2.json", JmhText.benchmark("b", "", "[[3]]", ""));
    write("sub/a-3.json", JmhText.benchmark("b", "", "[[4]]", ""));
    assertThat(only("a-*.json").forks())
        .extracting(fork -> fork.index() + "=" + fork.iterations().get(0).value())
        .containsExactly("0=1.0", "1=2.0", "2=3.0");
    assertThat(only("{a-*,sub/*}.json").forks()).hasSize(4);
    assertThat(only("s*/a-?.json").forks()).hasSize(1);
  }

  @Test
  void whatLinksLeadToCountsOnce() throws Exception {
    write("a-1.json", JmhText.benchmark("b", "", "[[1], [2]]", ""));
    Files.createSymbolicLink(temp.resolve("a-latest.json"), Path.of("a-1.json"));
    run("runs/1", "bare", Map.of());
    Files.createSymbolicLink(temp.resolve("runs/latest"), Path.of("1"));
    assertThat(only("a-*.json").forks()).hasSize(2);
    assertThat(only("runs/*:bare").forks()).hasSize(1);
  }

  @Test
  void forksThatComeAgainToTheLastDigitCountOnceWithAllTheirMetrics() throws Exception {
    String counts = JmhText.metric("gc.count", "counts", "[[3], [3]]");
    String first =
        JmhText.benchmark("b", "", "[[1.5071234, 1.6123], [10.251234, 11.2512]]", counts);
    write("a-1.json", first);
    write("a-2.json", first);
    write(
        "a-3.json",
        JmhText.benchmark("b", "", "[[10.251234, 12.2512], [10.251234, 11.2512]]", counts));
    Run all = read("a-*.json");
    assertThat(all.series()).allSatisfy(one -> assertThat(one.forks()).hasSize(3));
    assertThat(all.warnings())
        .map(line -> line.replace(temp + "/", ""))
        .containsExactly(
            "a-2.json has forks of a-1.json again, to the last digit, which count once:"
                + " b:avgt:t1 (fork 0 is 0, 1 is 1)",
            "a-3.json has forks of a-1.json again, to the last digit, which count once:"
                + " b:avgt:t1 (fork 1 is 1)");
    write("twice.json", first, first);
    assertThat(read("twice.json").series()).allSatisfy(one -> assertThat(one.forks()).hasSize(2));
    assertThat(read("twice.json").warnings())
        .singleElement()
        .asString()
        .contains("has forks twice, to the last digit, which count once: b:avgt:t1 (fork 0 is 0,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1234567]",
        "[12.345678]",
        "[1.234567, 1.234567]",
        "[1234567890123]",
        "[16, 16, 16]",
        "[1234, 1235]",
        "[\"NaN\"]"
      })
  void forksThatMayWellBeAlikeAllCount(String fork) throws Exception {
    write("a.json", JmhText.benchmark("b", "", "[" + fork + "," + fork + "]", ""));
    assertThat(only("a.json").forks()).hasSize(2);
    assertThat(read("a.json").warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1.23456789012]", "[123456, 123457]", "[1.00001, 16.17171, 1.00001]"})
  void forksThatAreNoCoincidenceCountOnce(String fork) throws Exception {
    write("a.json", JmhText.benchmark("b", "", "[" + fork + "," + fork + "]", ""));
    assertThat(only("a.json").forks()).hasSize(1);
  }

  @Test
  void forksOfOneUnitAreBroughtToTheOther() throws Exception {
    write("a-1.json", JmhText.benchmark("b", "", "[[1000]]", ""));
    write("a-2.json", JmhText.benchmark("b", "", "[[1]]", "").replace("ns/op", "us/op"));
    Series both = only("a-*.json");
    assertThat(both.unit().text()).isEqualTo("ns/op");
    assertThat(both.forks())
        .allSatisfy(
            fork -> assertThat(fork.iterations().get(0).value()).isCloseTo(1000, within(1e-9)));
  }

  @Test
  void seriesOfOneNameThatRanDifferentlyStayTwo() throws Exception {
    write(
        "a.json",
        JmhText.benchmark("b", "\"jvmArgs\": [\"-Xmx1g\"],", "[[1]]", ""),
        JmhText.benchmark("b", "\"jvmArgs\": [\"-Xmx2g\"],", "[[2]]", ""));
    assertThat(read("a.json").series())
        .extracting(series -> series.key().params().get("jvm.args"))
        .containsExactly("-Xmx1g", "-Xmx2g");
  }

  @Test
  void standardInputIsASide() throws Exception {
    String text = JmhText.result(JmhText.benchmark("b", "", "[[1]]", ""));
    Run run = new Sides(JmhText.stream(text)).read("-");
    assertThat(run.id()).isEqualTo("standard input");
    assertThat(run.series()).hasSize(1);
  }

  @Test
  void aRunAnEnvironmentAndItsFolderAreSides() throws Exception {
    RunFolder run =
        RunFolder.create(
            temp.resolve("r:1"),
            RunDocument.planned(
                "r:1",
                Instant.EPOCH,
                1,
                Map.of(),
                Facts.of(Map.of()),
                List.of(
                    ScheduledTrial.planned(0, 1, "bare"),
                    ScheduledTrial.planned(1, 1, "kvm/docker"))));
    for (int slot = 0; slot < 2; slot++) {
      Files.writeString(run.trial(slot), JmhText.result(JmhText.benchmark("b", "", "[[1]]", "")));
      run.save(slot, run.trial(slot));
    }
    assertThat(read("r:1").series()).hasSize(2);
    for (String side : List.of("r:1:kvm/docker", "r:1:kvm+docker", "r:1/kvm+docker")) {
      Run read = read(side);
      assertThat(read.series()).hasSize(1);
      assertThat(read.environments().keySet()).containsExactly("kvm/docker");
    }
    assertThatThrownBy(() -> read("r:1:lxc"))
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith("r:1: no environment lxc; it has bare, kvm/docker");
  }

  @Test
  void environmentsOfRunsThatMatchAreOneSide() throws Exception {
    run("runs/1", "bare", Map.of());
    run("runs/2", "bare", Map.of("b", "it broke"));
    run("runs/3", "lxc", Map.of());
    write("runs/a.json", JmhText.benchmark("b", "", "[[1]]", ""));
    Run both = read("runs/*:bare");
    assertThat(both.series()).singleElement().satisfies(b -> assertThat(b.forks()).hasSize(2));
    assertThat(both.environments().keySet()).containsExactly("bare");
    assertThat(both.hasFailures()).isTrue();
    assertThat(read("runs/[13]:bare").hasFailures()).isFalse();
    assertThat(read("runs/[23]").environments().keySet()).containsExactly("bare", "lxc");
    assertThat(read("runs/{3,a.json}").series()).hasSize(2);
    assertThatThrownBy(() -> read("runs/*:kvm"))
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith("runs/*:kvm: matches no file and no run");
  }

  private void run(String name, String stack, Map<String, String> failures) throws IOException {
    RunFolder run =
        RunFolder.create(
            temp.resolve(name),
            RunDocument.planned(
                name,
                Instant.EPOCH,
                1,
                Map.of(),
                Facts.of(Map.of()),
                List.of(ScheduledTrial.planned(0, 1, stack))));
    Files.writeString(run.trial(0), JmhText.result(JmhText.benchmark("b", "", "[[1]]", "")));
    run.save(0, run.trial(0));
    run.done(0, failures);
  }

  @Test
  void theReasonIsSaidWhereAnExceptionHasTheNameAlone() {
    assertThat(BadInput.why(new AccessDeniedException("s.json"))).isEqualTo("permission denied");
    assertThat(BadInput.why(new IOException("Is a directory"))).isEqualTo("Is a directory");
  }

  @Test
  void whatIsNotThereIsBadInput() throws Exception {
    write("a.json", JmhText.benchmark("b", "", "[[1]]", ""));
    Files.createDirectory(temp.resolve("folder"));
    for (String side : List.of("none.json", "none:bare", "b-*.json", "no/where/*.json", "folder")) {
      assertThatThrownBy(() -> read(side)).isInstanceOf(BadInput.class).hasMessageContaining(side);
    }
  }

  private Series only(String pattern) throws BadInput {
    List<Series> all = read(pattern).series();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private Run read(String side) throws BadInput {
    return new Sides(JmhText.stream("")).read(temp + "/" + side);
  }

  private void write(String name, String... benchmarks) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, JmhText.result(benchmarks));
  }
}
