package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.ScheduledTrial;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What breaks while paths are measured on real engines: one line for it, the other paths go on, and
 * nothing stays on the host.
 */
@Tag("full")
class NetworkFailuresIT {
  private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(10);

  @TempDir private Path folder;
  private NetworkRun network;

  @BeforeEach
  void needsRootAndDocker() {
    ThisHost.needsRoot();
    ThisHost.needsDocker();
    network = new NetworkRun(folder);
  }

  @Test
  @ResourceLock("emulated guests")
  void guestThatDiesInTheMiddleIsOneLine() throws Exception {
    ThisHost.needsQemu();
    Process run = start("--path", "kvm-user");
    awaitPattern(run, "kvm-user");
    List<ProcessHandle> guests =
        run.descendants()
            .filter(one -> one.info().command().orElse("").contains("qemu-system"))
            .toList();
    assertThat(guests).hasSize(1);
    guests.get(0).destroyForcibly();
    assertOneLineAndTheRest(run, "kvm-user", "the server is gone: kvm: the guest died");
  }

  @Test
  void containerThatIsRemovedInTheMiddleIsOneLine() throws Exception {
    Process run = start("--path", "docker-bridge");
    awaitPattern(run, "docker-bridge");
    ThisHost.said("docker", "rm", "--force", container(run));
    assertOneLineAndTheRest(
        run, "docker-bridge", "the server is gone: Error response from daemon: ");
  }

  @Test
  void addressThatCanNoLongerBeReachedIsOneLine() throws Exception {
    Process run = start("--path", "docker-bridge");
    awaitPattern(run, "docker-bridge");
    String address =
        ThisHost.said(
                "docker", "inspect", "--format", "{{.NetworkSettings.IPAddress}}", container(run))
            .strip();
    assertThat(address).matches("[0-9.]+");
    // Of this container alone.
    ThisHost.said("ip", "route", "add", "unreachable", address);
    try {
      assertOneLineAndTheRest(run, "docker-bridge", address);
    } finally {
      ThisHost.said("ip", "route", "del", "unreachable", address);
    }
  }

  @Test
  void portThatIsTakenWhereTheServerRunsIsOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // The second path's: a container on the host's network is beside what has it.
      int port = taken.getLocalPort() - 1;
      Process run = start("--path", "docker-host", "--port", Integer.toString(port));
      assertOneLineAndTheRest(run, "docker-host", "the server ended: ", "is taken");
    }
  }

  @Test
  void pathsThatNeedIptablesAreALineEachWhereThereIsNone() throws Exception {
    Path bin = pathWithout("iptables");
    network.env("PATH", bin.toString());
    Process run = start("--path", "docker-nat", "--path", "lxc-bridge");
    await(run);
    removed(bin);
    String err = network.err();
    assertThat(err.lines().filter(line -> line.startsWith("tare: docker-nat: ")))
        .singleElement()
        .asString()
        .contains("iptables is not installed; apt-get install iptables");
    assertMeasured("loopback");
    assertThat(run.exitValue()).as(err).isEqualTo(ExitCode.FAILED);
    boolean filtered = ThisHost.read("/proc/sys/net/bridge/bridge-nf-call-iptables").equals("1");
    assertThat(err.lines().filter(line -> line.startsWith("tare: lxc-bridge: iptables is not")))
        .hasSize(filtered ? 1 : 0);
    assertThat(Traces.of(run.pid())).isEmpty();
  }

  @Test
  void withoutIproute2NoPathIsTriedAndItsPackageIsNamed() throws Exception {
    Path bin = pathWithout("ip");
    network.env("PATH", bin.toString());
    Process run = start();
    await(run);
    removed(bin);
    assertThat(network.err().lines().filter(line -> line.startsWith("tare: ")))
        .singleElement()
        .asString()
        .contains("loopback: ip is not installed; apt-get install iproute2");
    assertThat(run.exitValue()).isEqualTo(ExitCode.FAILED);
  }

  /** Two patterns, long enough to be caught in the middle, on loopback besides. */
  private Process start(String... paths) throws IOException {
    List<String> all = new ArrayList<>(List.of("--path", "loopback"));
    all.addAll(List.of("--patterns", "tcp_rr,udp_rr", "--seconds", "1.5", "--blocks", "1"));
    all.addAll(List.of(paths));
    return network.start(all.toArray(String[]::new));
  }

  /** Waits until the first pattern is measured on a path. */
  private void awaitPattern(Process run, String path) throws Exception {
    Path console = network.folder().resolve(path).resolve("console.log");
    long deadline = System.nanoTime() + PATIENCE_NS;
    while (run.isAlive() && System.nanoTime() < deadline) {
      if (Files.exists(console) && Files.readString(console).contains("\nIteration ")) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("nothing was measured: " + network.err());
  }

  private void assertOneLineAndTheRest(Process run, String path, String... parts) throws Exception {
    await(run);
    String err = network.err();
    assertThat(err.lines().filter(line -> line.startsWith("tare: ") && line.contains(path)))
        .as(err)
        .singleElement()
        .asString()
        .startsWith("tare: " + path + ": ")
        .contains(parts);
    assertThat(run.exitValue()).as(err).isEqualTo(ExitCode.FAILED);
    assertMeasured("loopback");
    assertThat(Traces.of(run.pid())).isEmpty();
  }

  private void assertMeasured(String path) throws Exception {
    assertThat(RunFolder.open(network.folder()).document().schedule())
        .filteredOn(slot -> slot.environment().equals(path))
        .singleElement()
        .satisfies(slot -> assertThat(slot.status()).isEqualTo(ScheduledTrial.Status.DONE))
        .satisfies(slot -> assertThat(slot.forks()).hasSize(2));
  }

  private void await(Process run) throws Exception {
    if (!run.waitFor(PATIENCE_NS, TimeUnit.NANOSECONDS)) {
      run.destroy();
      throw new AssertionError("no end: " + network.err());
    }
  }

  private static String container(Process run) throws Exception {
    String name = "tare-" + run.pid() + "-";
    return ThisHost.said("docker", "ps", "--filter", "name=" + name, "--format", "{{.Names}}")
        .strip();
  }

  /** A folder with a link to every program of the PATH but those whose name begins so. */
  private Path pathWithout(String program) throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String one : System.getenv("PATH").split(":")) {
      if (Files.isDirectory(Path.of(one))) {
        try (Stream<Path> all = Files.list(Path.of(one))) {
          for (Path file : all.toList()) {
            Path link = bin.resolve(file.getFileName());
            if (!file.getFileName().toString().startsWith(program) && Files.notExists(link)) {
              Files.deleteIfExists(link);
              Files.createSymbolicLink(link, file);
            }
          }
        }
      }
    }
    return bin;
  }

  /** Here, or JUnit warns of every link. */
  private static void removed(Path bin) throws IOException {
    try (Stream<Path> links = Files.list(bin)) {
      for (Path link : links.toList()) {
        Files.delete(link);
      }
    }
  }
}
