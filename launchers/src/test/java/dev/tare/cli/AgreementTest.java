package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.compare.Calibrations;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Timing;
import dev.tare.experiment.network.NetPattern;
import dev.tare.experiment.network.NetworkParameters;
import dev.tare.experiment.network.NetworkPath;
import dev.tare.experiment.network.NetworkSection;
import dev.tare.launch.Limits;
import dev.tare.result.Run;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import dev.tare.result.io.SectionsJson;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All views of a recorded run of each verb. The records hold what the trials gave, a file of the
 * run folder on each line and cut to what views read; the emulated guest of the matrix is one by
 * its facts alone, its figures were a container's.
 */
@Execution(ExecutionMode.CONCURRENT)
class AgreementTest {
  private static final String NONE = "none";

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {"quick", "matrix", "network", "isolate", "isolate-samples", "density", "allocate"})
  void allViewsSayTheSame(String verb) throws Exception {
    Path run = unpacked(verb);
    Terminal terminal = new Terminal();
    int exit =
        terminal.run("report", "--calibration", NONE, "--format", "text", run.toString(), "-o-");
    assertThat(exit).as(terminal.err()).isZero();
    Agreement.of(run, terminal.out(), "--calibration", NONE);
  }

  /** As the verb leaves it: merged, and with what it says beyond scores. */
  private Path unpacked(String verb) throws Exception {
    JsonNode files;
    try (InputStream in = getClass().getResourceAsStream("agreement/" + verb + ".json")) {
      files = new ObjectMapper().readTree(in);
    }
    for (Map.Entry<String, JsonNode> file : files.properties()) {
      Path path = temp.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      boolean lines = file.getKey().matches(".*[.](hlog|jsonl)");
      Files.writeString(path, lines ? lines(file.getValue()) : file.getValue().toString());
    }
    RunFolder folder = RunFolder.open(temp);
    for (String stack : new TreeSet<>(folder.document().folders().values())) {
      folder.merge(stack);
    }
    if (verb.equals("network")) {
      Run run = RunReader.readWithLatencies(temp);
      SectionsJson.write(
          temp, List.of(new NetworkSection(run, network(), Calibrations.NONE).section()));
    }
    return temp;
  }

  /** What the record of it was asked for. */
  private static Plan<NetworkParameters> network() {
    List<NetworkPath> paths =
        List.of(NetworkPath.LOOPBACK, NetworkPath.DOCKER_BRIDGE, NetworkPath.DOCKER_NAT);
    return new Plan<>(
        new Setting(
            List.of(),
            Limits.NONE,
            3,
            new Timing(1, 100, 3, 100),
            true,
            List.of(),
            0,
            new TreeSet<>(List.of(0, 1)),
            Optional.empty(),
            0),
        new NetworkParameters(
            paths,
            List.of(NetPattern.TCP_STREAM, NetPattern.TCP_RR),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(1),
            List.of(),
            false,
            "host",
            Optional.empty(),
            List.of(),
            Optional.empty()),
        List.of());
  }

  private static String lines(JsonNode records) {
    StringBuilder lines = new StringBuilder();
    records.forEach(
        line -> lines.append(line.isTextual() ? line.asText() : line.toString()).append('\n'));
    return lines.toString();
  }
}
