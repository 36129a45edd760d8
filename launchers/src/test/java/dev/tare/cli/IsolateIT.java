package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tare.launch.Finding;
import dev.tare.launch.Host;
import dev.tare.launch.Layer;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Owner;
import dev.tare.launch.Places;
import dev.tare.launch.Spec;
import dev.tare.launch.StackSyntax;
import dev.tare.result.Sample;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neighbours that are no bombs, and what is refused: on the host itself and in real engines. */
@Tag("full")
class IsolateIT {
  @TempDir Path folder;

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
    assertThat(Traces.of(ended.pid())).isEmpty();
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
    assertThat(Traces.of(ended.pid())).isEmpty();
    Agreement.of(folder.resolve("run"), ended.out());
  }

  @ParameterizedTest
  @ResourceLock("what killed runs leave")
  @ValueSource(strings = {"INT", "KILL"})
  void aFloodEndsWithItsRunHoweverThatEnds(String signal) throws Exception {
    needs("bare");
    // Of this seed's order, in which what is flooded comes before what is alone.
    Process running = new Jar(folder).interruptible().start(flood("bare", "20 --seed 2"));
    try {
      Jar.await(running, () -> floods(running) == 2);
      List<ProcessHandle> all = running.descendants().toList();
      Jar.signal(signal, List.of(running.toHandle()));
      running.waitFor();
      Jar.awaitEnd(all);
    } finally {
      running.destroyForcibly().waitFor();
      // Whoever is killed leaves the control groups of what was on the host itself.
      new Jar(folder).run("env", "--clean");
    }
    assertThat(Traces.of(running.pid())).isEmpty();
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

  /** How many processes of a run send a flood or receive one, by their command lines. */
  private static long floods(Process run) {
    return run.descendants()
        .flatMap(one -> one.info().commandLine().stream())
        .filter(line -> line.contains("net\\.UdpStream\\.") || line.contains(" serve --port "))
        .count();
  }

  @Test
  void aBombWithoutLimitsAroundItIsRefusedInOneLine() {
    Jar.Ended ended = new Jar(folder).run("bomb.Fork", "-f", "1");

    assumeTrue(
        ended.exit() != ExitCode.DONE, "limits of processes and memory surround this test itself");
    assertThat(ended.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.err().lines()).hasSize(1);
    assertThat(ended.err()).contains("limit").contains("tare.allowBareBombs");
  }

  static void needs(String engine) throws IOException {
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
}
