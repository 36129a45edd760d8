package dev.tare.experiment.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.experiment.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is run to make a path, as a dry run prints it. */
class OpenPathTest {
  private static final String CLIENT = "docker(image=client)";

  @Test
  void eachEndIsOnItsOwnCpuWhicheverOfThemIsInThePlaceApart() throws IOException {
    assertThat(run(new NetworkTest.Made().client(CLIENT)))
        .anyMatch(line -> line.contains("--cpuset-cpus 0 "))
        .noneMatch(line -> line.contains("--cpuset-cpus 1 "));
    assertThat(run(new NetworkTest.Made().client(CLIENT).reversed()))
        .anyMatch(line -> line.contains("--cpuset-cpus 1 "))
        .noneMatch(line -> line.contains("--cpuset-cpus 0 "));
  }

  private static List<String> run(NetworkTest.Made made) throws IOException {
    NetworkParameters asked = made.asked(NetworkPath.LOOPBACK);
    List<String> lines = new ArrayList<>();
    Session session = Session.dry("t", Optional.empty(), Optional.empty(), lines::add);
    OpenPath.open(session, NetworkTest.plan(asked), asked.variants().get(0)).close();
    return lines;
  }
}
