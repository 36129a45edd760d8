package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.result.Run;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The verb as a user without any right: the paths that take none, and a line for each other. */
@Tag("full")
@ResourceLock("emulated guests")
@ResourceLock("the processes of nobody")
class NetworkUserIT {
  private static final List<String> NEED_ROOT =
      List.of(
          "docker-nat",
          "lxc-bridge",
          "kvm-virtio",
          "kvm-vhost",
          "serve-virtio",
          "serve-vhost",
          "kvm/docker-nat");

  @TempDir private Path folder;

  @BeforeEach
  void needsRoot() {
    ThisHost.needsRoot();
  }

  @Test
  void userNetworkAndLoopbackNeedNoRoot() throws Exception {
    ThisHost.needsQemu();
    // Not even root's PATH, in which mke2fs is.
    Jar.Ended ended = asNobody().env("PATH", "/usr/local/bin:/usr/bin:/bin").run(words());
    assertThat(ended.exit()).as(ended.err()).isZero();
    for (String path : NEED_ROOT) {
      assertThat(ended.err().lines().filter(line -> line.contains("had: " + path + ": ")))
          .as(ended.err())
          .singleElement()
          .asString()
          .containsAnyOf("not root", "run as root", "is not installed");
    }
    assumeThat(ended.err())
        .as("no guest can be built here")
        .doesNotContain("is not whole", "guests cannot be had", "no ssh server");
    Run run = RunReader.read(folder.resolve("run"));
    assertThat(run.environments().keySet()).contains("loopback", "kvm-user");
    assertThat(run.environments().get("kvm-user").get("path.pinned").orElseThrow())
        .startsWith("affinity of all threads of QEMU, CPU ");
    assertThat(ended.out()).contains("TCP_RR (Enberg 2016", "kvm-user");
  }

  @Test
  void homeThatCannotBeWrittenCostsTheGuestsAlone() throws IOException {
    Jar.Ended ended = asNobody().env("HOME", "/proc").run(words());
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.err())
        .contains("the userland cannot be built in /proc/.cache/tare")
        .contains("XDG_CACHE_HOME names another place");
    assertThat(ended.err().lines().filter(line -> line.contains("had: kvm-user: ")))
        .singleElement()
        .asString()
        .doesNotContain(" in /;");
    assertThat(ended.out()).contains("loopback");
  }

  private static String[] words() {
    return new String[] {
      "network", "--patterns", "tcp_rr", "--seconds", "0.2", "--blocks", "1", "--out", "run"
    };
  }

  private Jar asNobody() throws IOException {
    return new Jar(folder)
        .patient()
        .asNobody()
        .env("HOME", folder.toString())
        .env("XDG_CACHE_HOME", "");
  }
}
