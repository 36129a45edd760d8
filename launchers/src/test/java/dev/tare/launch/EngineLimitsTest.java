package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits on the engines that this host has. */
@Tag("full")
class EngineLimitsTest {
  @TempDir static Path folder;

  @AutoClose private static EngineHost engines;
  private static Host host;

  @BeforeAll
  static void userland() throws IOException {
    engines = EngineHost.in(folder, "limits");
    host = engines.host();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"docker", "podman", "lxc", "runc", "crun", "runsc", "nspawn", "bwrap", "bare"})
  void limitsHoldSeenFromOutsideAndInside(String layer) throws Exception {
    Limits asked =
        Limits.NONE
            .with("cpuset", "0")
            .with("shares", "512")
            .with("cpus", "0.5")
            .with("memory", "256m")
            .with("memory-soft", "100m")
            .with("pids", "50");
    String stack =
        layer + "(" + (layer.matches("docker|podman") ? "network=none," : "") + asked.text() + ")";
    try (Environment made = engines.enter(stack)) {
      assertThat(LimitCheck.differences(asked, made.limits(), "outside")).isEmpty();
      if (layer.equals(Runsc.NAME)) {
        return; // Its kernel knows nothing of them.
      }
      Limits inside = CgroupReading.ofProcess(made, "self", asked);
      assertThat(LimitCheck.differences(asked, inside, "inside")).isEmpty();
      assertThat(made.ran(Command.of("nproc")).strip()).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"docker", "podman", "lxc", "runc", "crun", "runsc", "nspawn", "bwrap", "bare"})
  void whatADiskGivesIsLimitedAndReadBack(String layer) throws Exception {
    Limits asked = Limits.NONE.with("io-read", "4m").with("io-write", "2m");
    String stack =
        layer + "(" + (layer.matches("docker|podman") ? "network=none," : "") + asked.text() + ")";
    try (Environment made = engines.enter(stack)) {
      assertThat(LimitCheck.differences(asked, made.limits(), "outside")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker(network=none,pids=50)",
        "lxc(pids=50)",
        "runc(pids=50)",
        "bwrap(pids=50)",
        "bare(pids=50)"
      })
  void aLimitThatDoesNotTakeEffectIsNamed(String stack) throws Exception {
    try (Environment made = engines.enter(stack)) {
      Limits asked = Limits.NONE.with("pids", "50");
      assertThat(LimitCheck.differences(asked, made.limits(), "outside")).isEmpty();
      String group =
          host.ran(Command.of("find", "/sys/fs/cgroup", "-name", "pids.max", "-path", "*/" + "*"))
              .lines()
              .filter(file -> file.contains("tare-limits") || file.contains("/docker/"))
              .filter(file -> read(file).equals("50"))
              .findFirst()
              .orElseThrow();
      Files.writeString(Path.of(group), "60");
      assertThat(LimitCheck.differences(asked, made.limits(), "outside"))
          .containsExactly("pids=50 was asked for, outside finds 60");
    }
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
