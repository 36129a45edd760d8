package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.launch.Finding;
import dev.tare.launch.Host;
import dev.tare.launch.Layer;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Owner;
import dev.tare.launch.Places;
import dev.tare.launch.Spec;
import dev.tare.launch.StackSyntax;
import dev.tare.launch.StaleResource;
import dev.tare.result.Sample;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bombs beside a victim in real engines, with small bounds; the host before and after. */
@Tag("full")
@Isolated("the whole machine is to be as it was before")
class IsolateIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"docker", "lxc"})
  void bombsBesideAVictimAreBoundedCountedAndGoneAfterwards(String engine) throws Exception {
    needs(engine);
    Jar.Ended ended =
        new Jar(folder)
            .patient()
            .run(
                "isolate",
                "--env",
                engine,
                "--neighbour",
                "fork",
                "--neighbour",
                "malloc",
                "--blocks",
                "1",
                "--seconds",
                "3",
                "--limit",
                "memory=640m",
                "--limit",
                "pids=200",
                "--out",
                "run");

    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(ended.out())
        .contains("throughput left")
        .contains(
            // the figure is about LXC; a terminal shows what was measured
            engine.equals("lxc") ? "Chaufournier 2016, Fig. 4" : "what was not measured here");
    assertThat(ended.err()).contains("isolate: 0 %");
    Map<String, Double> counted = new TreeMap<>();
    for (Sample one : RunFolder.open(folder.resolve("run")).samples().read()) {
      String who = one.labels().getOrDefault("who", "");
      String from = one.labels().getOrDefault("from", "");
      counted.put(String.join(" ", one.condition(), one.metric(), who, from).strip(), one.value());
    }
    String fork = engine + "@set-fork ";
    assertThat(counted.get(fork + "forksRefused neighbour outside")).isPositive();
    assertThat(counted).containsKey(fork + "oomKills neighbour outside");
    assertThat(counted).containsEntry(fork + "forksRefused victim inside", 0.0);
    String malloc = engine + "@set-malloc ";
    assertThat(counted.get(malloc + "oomKills neighbour outside")).isPositive();
    assertThat(counted.get(malloc + "oomKills neighbour inside")).isPositive();
    assertThat(counted).containsEntry(malloc + "oomKills victim outside", 0.0);
    assertThat(counted.get(engine + "@set-alone work")).isPositive();
    assertThat(counted)
        .doesNotContainKey(engine + "@set-alone overlap")
        .containsKey(fork + "overlap");
    assertThat(json("run/sections.json").at("/sections/0/bars/0/bars")).hasSize(4);
    assertThat(folder.resolve("run/report.html"))
        .content()
        .contains("How much a neighbour hurts")
        .as("in the section of its study")
        .contains("\"Chaufournier 2016\"", "\"where\":\"Fig. 4\"");
    assertThat(staleResources()).isEmpty();
    assertThat(bombs()).isEmpty();
    Agreement.of(folder.resolve("run"), ended.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bare", "docker", "lxc"})
  void aServerWithItsLoadIsANeighbourByItsName(String engine) throws Exception {
    needs(engine);
    String[] asked =
        ("isolate --env "
                + engine
                + " --neighbour app.Memcached --blocks 1 --seconds 1 --limit memory=640m --out run")
            .split(" ");
    Jar.Ended ended = new Jar(folder).patient().run(asked);

    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(RunFolder.open(folder.resolve("run")).samples().read())
        .filteredOn(one -> one.condition().equals(engine + "@set-app.Memcached"))
        .filteredOn(one -> one.metric().equals("overlap"))
        .as("it is there as long as the work is")
        .allSatisfy(one -> assertThat(one.value()).isGreaterThan(.9))
        .hasSize(1);
    assertThat(ended.out()).contains("app.Memcached");
    assertThat(staleResources()).isEmpty();
    Agreement.of(folder.resolve("run"), ended.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bare", "docker", "lxc"})
  void aFloodArrivesIsCountedAndIsGoneAfterwards(String engine) throws Exception {
    needs(engine);
    Jar.Ended ended = new Jar(folder).patient().run(flood(engine, "1"));

    assertThat(ended.exit()).as(ended.all()).isZero();
    Map<String, Double> counted = new TreeMap<>();
    for (Sample one : RunFolder.open(folder.resolve("run")).samples().read()) {
      counted.put(one.condition().replaceFirst(".*-", "") + " " + one.metric(), one.value());
    }
    assertThat(counted.get("flood packets")).isPositive();
    assertThat(counted.get("flood work")).isPositive();
    assertThat(counted).containsKey("flood overlap").doesNotContainKey("alone packets");
    assertThat(ended.out()).contains("datagrams a second that the flooded server received");
    assertThat(floods()).isEmpty();
    assertThat(staleResources()).isEmpty();
    Agreement.of(folder.resolve("run"), ended.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "KILL"})
  void aFloodEndsWithItsRunHoweverThatEnds(String signal) throws Exception {
    needs("bare");
    // Of this seed's order, in which what is flooded comes before what is alone.
    Process running = new Jar(folder).interruptible().start(flood("bare", "20 --seed 2"));
    try {
      Jar.await(running, () -> floods().size() == 2);
      List<ProcessHandle> all = running.descendants().toList();
      Jar.signal(signal, List.of(running.toHandle()));
      running.waitFor();
      Jar.awaitEnd(all);
      assertThat(floods()).isEmpty();
    } finally {
      running.destroyForcibly().waitFor();
      // Whoever is killed leaves the control groups of what was on the host itself.
      new Jar(folder).run("env", "--clean");
    }
    assertThat(staleResources()).isEmpty();
  }

  private static String[] flood(String engine, String seconds) {
    return ("isolate --env "
            + engine
            + " --victim net.UdpRr --neighbour flood --blocks 1"
            + " --seconds "
            + seconds
            + " --limit memory=640m --limit pids=200 --out run")
        .split(" ");
  }

  /** Processes on this host that send a flood or receive one, by their command lines. */
  private static List<String> floods() {
    return ProcessHandle.allProcesses()
        .flatMap(one -> one.info().commandLine().stream())
        .filter(line -> line.contains("net\\.UdpStream\\.") || line.contains(" serve --port "))
        .toList();
  }

  @Test
  void aBombWithoutLimitsAroundItIsRefusedInOneLine() {
    Jar.Ended ended = new Jar(folder).run("bomb.Fork", "-f", "1");

    assumeTrue(
        ended.exit() != ExitCode.DONE, "limits of processes and memory surround this test itself");
    assertThat(ended.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.err().lines()).hasSize(1);
    assertThat(ended.err()).contains("limit").contains("tare.allowBareBombs");
    assertThat(bombs()).isEmpty();
  }

  private static void needs(String engine) throws IOException {
    Layer layer = new StackSyntax(Layers.standard()).parse(engine).steps().get(0).layer();
    Limits limits = Limits.NONE.with("memory", "640m").with("pids", "200").with("cpuset", "0");
    Spec spec = new Spec(Owner.ofRun("it"), "tare-it", new TreeMap<>(), limits);
    List<String> missing =
        layer.check(host(), spec).stream().filter(Finding::stops).map(Finding::line).toList();
    assumeTrue(missing.isEmpty(), () -> engine + ": " + missing);
    ThisHost.needsTwoCpus();
  }

  /** A host whose userland is only asked for, not used. */
  private static Host host() {
    return new Host(
        new Places("/", "/tmp", "java", "/tmp", "/tmp", System.getProperty("java.io.tmpdir")));
  }

  /** What runs that have ended left, in all engines. */
  private static List<String> staleResources() throws IOException {
    List<String> left = new ArrayList<>();
    for (Layer layer : Layers.standard().all()) {
      layer.staleResources(host()).stream()
          .filter(one -> one.isAbandoned() && one.owner().run().equals("run"))
          .map(StaleResource::what)
          .forEach(left::add);
    }
    return left;
  }

  /** Processes of bombs, by the names that they give themselves. */
  private static List<String> bombs() {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.map(one -> one.resolve("comm"))
          .filter(Files::isReadable)
          .map(IsolateIT::text)
          .filter(name -> name.startsWith("bomb-") || name.startsWith("bombdog-"))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      // It has ended meanwhile.
      return "";
    }
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(file).toFile());
  }
}
