package dev.tare.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The process that the spawn probe starts is never left behind. */
@Timeout(60)
class SpawnerLifetimeTest {
  @Test
  void itGoesWhenTheProbeIsClosed() throws Exception {
    long spawner;
    try (Probe probe = opened()) {
      spawner = probe.counter("pid");
      assertThat(isRunning(spawner)).isTrue();
    }
    assertThat(isRunning(spawner)).isFalse();
  }

  @Test
  void itGoesWhenTheJvmIsKilled() throws Exception {
    opened().close();
    Process jvm =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    OpensSpawn.class.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = jvm.inputReader()) {
      long spawner = Long.parseLong(output.readLine());
      assertThat(isRunning(spawner)).isTrue();
      jvm.destroyForcibly().waitFor();
      for (int i = 0; i < 500 && isRunning(spawner); i++) {
        Thread.sleep(10);
      }
      assertThat(isRunning(spawner)).isFalse();
    } finally {
      jvm.destroyForcibly();
    }
  }

  private static Probe opened() {
    try {
      return Probe.open("spawn", Map.of());
    } catch (ProbeException e) {
      return abort(e.getMessage());
    }
  }

  /** A zombie that nobody has waited for yet does not run. */
  private static boolean isRunning(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException e) {
      return false;
    }
  }
}
