package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.result.Sample;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bombs beside a victim in real engines, with small bounds; the host before and after. */
@Tag("full")
@Isolated("a bomb reaches its bounds in the seconds that it is given")
class BombsIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"docker", "lxc"})
  void bombsBesideAVictimAreBoundedCountedAndGoneAfterwards(String engine) throws Exception {
    IsolateIT.needs(engine);
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
    assertThat(Traces.of(ended.pid())).isEmpty();
    Agreement.of(folder.resolve("run"), ended.out());
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(file).toFile());
  }
}
