package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Metrics;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.Section.Cell;
import dev.tare.result.SeriesKey;
import dev.tare.result.io.RunReader;
import dev.tare.result.io.SectionsJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The verb on real engines, with a real memcached. */
@Tag("full")
@ResourceLock("both CPUs")
class ServiceIT {

  @TempDir Path folder;

  @Test
  void theSameServerIsLoadedEverywhereAndNothingIsLeft() throws Exception {
    needsContainers();
    ThisHost.needsQemu();
    new Jar(folder)
        .brief()
        .patient()
        .ends(
            ExitCode.DONE,
            "service",
            "--env=bare,docker(network=nat),lxc",
            "--env=kvm(accel=tcg,memory=512m)",
            "--rate=0,500",
            "--blocks=1",
            "--out=run");
    Run run = RunReader.read(folder.resolve("run"));
    assertThat(run.environments())
        .hasSize(4)
        .allSatisfy(
            (name, facts) -> {
              assertThat(facts.get("service.version").orElseThrow()).as(name).startsWith("1.");
              assertThat(facts.get("service.configuration").orElseThrow()).contains("-t 1");
              assertThat(facts.get("pack.memcached").orElseThrow()).contains("memcached 1.");
            });
    assertThat(run.series().stream().map(one -> one.key()).filter(SeriesKey::isPrimary))
        .as("two rates in four environments")
        .hasSize(8);
    assertThat(run.series())
        .filteredOn(one -> one.key().metric().equals(Metrics.HOST_CPU_PER_OP.name()))
        .hasSize(8);
    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    assertThat(section.tables().get(0).rows())
        .hasSize(8)
        .allMatch(row -> row.get(2).value() > 0 && row.get(8).value() > 0);
    assertThat(section.studies())
        .filteredOn(one -> one.verdict().equals("other topology"))
        .as("Enberg's orders are of two hosts")
        .isNotEmpty();
    Agreement.of(folder.resolve("run"), new Jar(folder).printed("stdout"));
  }

  @Test
  void aServerThatDiesUnderLoadIsOneLineAndAClientThatCannotKeepItsRateSaysSo() throws Exception {
    Jar jar = new Jar(folder);
    jar.brief()
        .ends(ExitCode.DONE, "service", "--env=bare", "--rate=5000000", "--blocks=1", "--out=run");
    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    assertThat(section.tables().get(0).rows().get(0).get(2).words())
        .endsWith("slower than its rate");

    Process loading =
        new Jar(folder)
            .start("service", "--env=bare", "--profile=standard", "--blocks=1", "--out=dies");
    Path console = folder.resolve("dies/bare/console.log");
    Jar.await(loading, () -> begun(console));
    server(folder).orElseThrow().destroyForcibly();
    assertThat(loading.waitFor(Jar.MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(loading.exitValue()).isEqualTo(ExitCode.FAILED);
    assertThat(new Jar(folder).complaints())
        .anyMatch(line -> line.contains("memcached ended with 137"));
    assertThat(server(folder)).isEmpty();
  }

  @Test
  void theHighestRateWithinABoundIsSearched() throws Exception {
    Jar.Ended ended =
        new Jar(folder)
            .brief()
            .patient()
            .ends(
                ExitCode.DONE, "service", "--env=bare", "--p99=1000000", "--blocks=1", "--out=run");
    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    Optional<Section.Table> bounds =
        section.tables().stream()
            .filter(one -> one.caption().equals("The highest rate with a p99 within 1000 ms"))
            .findFirst();
    // A host that is busy may let the client be late at every rate; a table of nothing is not
    // shown.
    if (bounds.isEmpty()) {
      assertThat(ended.all())
          .contains("bare: etc, 8 connections: at no rate that was looked at is the p99 within");
    } else {
      assertThat(bounds.get().rows())
          .singleElement()
          .satisfies(row -> assertThat(row.get(0).words()).isEqualTo("etc, 8 connections"))
          .satisfies(row -> assertThat(row.get(2).value()).isPositive());
    }
  }

  @Test
  void nginxIsLoadedWithItsFiles() throws Exception {
    Section section = everywhere("--service=nginx", "--load=small,large", "--blocks=1");
    assertThat(section.tables().get(0).rows())
        .hasSize(2 * 3)
        .extracting(row -> row.get(0).words())
        .containsOnly(
            "small, 8 connections, as fast as it goes", "large, 8 connections, as fast as it goes")
        .filteredOn(load -> load.startsWith("small"))
        .hasSize(3);
    assertThat(section.tables().get(0).rows()).allMatch(row -> row.get(2).value() > 0);
  }

  @Test
  void redisAnswersYcsbAndTellsItsOperationsApart() throws Exception {
    Section section =
        everywhere(
            "--service=redis", "--load=a,c", "--connections=4", "--rate=0,200", "--blocks=1");
    assertThat(section.tables().get(0).rows())
        .hasSize(4 * 3)
        .allMatch(row -> row.get(2).value() > 0);
    assertThat(section.tables().get(1).rows())
        .filteredOn(row -> row.get(0).words().startsWith("a"))
        .hasSize(2 * 3)
        .allMatch(row -> row.get(2).value() > 0 && row.get(4).value() > 0)
        .allMatch(row -> row.get(6).value() > 0);
    assertThat(section.tables().get(1).rows())
        .filteredOn(row -> row.get(0).words().equals("c, 4 connections, 200/s"))
        .hasSize(3)
        .allSatisfy(row -> assertThat(row.get(6)).as("it updates nothing").isEqualTo(Cell.NONE));
  }

  @Test
  void mariaDbDoesTransactionsOnACopyOfATableThatIsMadeOnce() throws Exception {
    Section section = everywhere("--service=mariadb", "--load=oltp", "--rate=2000", "--blocks=1");
    assertThat(section.tables().get(0).rows())
        .hasSize(3)
        .allSatisfy(
            row -> {
              assertThat(row.get(0).words()).isEqualTo("oltp, 8 connections, 2000/s");
              assertThat(row.get(2).value()).as("answered").isPositive();
              assertThat(row.get(3).value()).as("p50").isPositive();
              assertThat(row.get(7).value()).as("CPU of sysbench").isPositive();
            });
    assertThat(RunReader.read(folder.resolve("run")).environments().values())
        .as("the same disk is under the data everywhere")
        .hasSize(3)
        .extracting(facts -> facts.get("service.storage").orElseThrow())
        .allMatch(text -> text.matches("\\S+ on device \\d+:\\d+"))
        .containsOnly(
            Files.getFileStore(Path.of("/var/tmp")).type() + " on device " + device("/var/tmp"));
    // What makes the table would say so; all others copy it, from the data that they share.
    StringBuilder said = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("run"), 2)) {
      for (Path console : files.filter(one -> one.endsWith("console.log")).toList()) {
        said.append(Files.readString(console));
      }
    }
    assertThat(said).containsOnlyOnce("Creating table 'sbtest1'");
  }

  /** Loads a server on the host and in containers of both engines. */
  private Section everywhere(String... arguments) throws Exception {
    needsContainers();
    List<String> words = new ArrayList<>(List.of("service", "--env=bare,docker,lxc", "--out=run"));
    words.addAll(List.of(arguments));
    new Jar(folder).brief().patient().ends(ExitCode.DONE, words.toArray(String[]::new));
    return SectionsJson.read(folder.resolve("run")).get(0);
  }

  private static void needsContainers() {
    ThisHost.needsRoot();
    ThisHost.needsDocker();
    ThisHost.needsLxc();
  }

  /** Returns the number of the device under a folder of this host. */
  private static String device(String folder) throws Exception {
    long number = (long) Files.getAttribute(Path.of(folder), "unix:dev");
    return (number >> 8 & 0xfff) + ":" + (number & 0xff | number >> 12 & 0xfff00);
  }

  private static boolean begun(Path console) throws Exception {
    return Files.exists(console) && Files.readString(console).contains("Warmup Iteration   2");
  }

  private static Optional<ProcessHandle> server(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(
            one ->
                one.info().command().filter(name -> name.endsWith("/bin/memcached")).isPresent()
                    && one.info().command().get().contains("dies"))
        .findFirst();
  }
}
