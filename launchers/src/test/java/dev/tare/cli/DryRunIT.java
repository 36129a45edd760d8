package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A dry run on a machine that has nothing: no programs, no home, no rights, nothing in the cache;
 * another run has the machine besides. And the reverse: what will not do is refused there too,
 * before anything is built.
 */
@ResourceLock("the processes of nobody")
class DryRunIT {
  @TempDir Path folder;
  private Path cache;

  @BeforeEach
  void anotherRunHasTheMachine() throws IOException {
    cache = folder.resolve("cache");
    Files.createFile(folder.resolve("jmh.lock"));
    Files.setPosixFilePermissions(
        folder.resolve("jmh.lock"), PosixFilePermissions.fromString("---------"));
  }

  private Jar.Ended ended(String line) throws IOException {
    Jar jar = new Jar(folder).answers();
    return (System.getProperty("user.name").equals("root") ? jar.asNobody() : jar)
        .env("PATH", "/nowhere")
        .env("HOME", "/nowhere")
        .env("XDG_CACHE_HOME", cache.toString())
        .run(line.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "matrix --blocks 1",
        "isolate --blocks 1 --neighbour udp",
        "isolate --blocks 1 --neighbour flood",
        "allocate --blocks 1 --overcommit 1",
        "density --blocks 1 --guests 1",
        "network --blocks 1",
        "image --blocks 1",
        "service --blocks 1",
        "pages --blocks 1 --guests 1",
        "gate --run --baseline docker --candidate lxc --benchmarks Prime",
        "selftest --env kvm"
      })
  void dryRunPrintsWhateverThereIsAndNeedsNothing(String line) throws IOException {
    Jar.Ended ended = ended(line + " --dry-run");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.exit()).isZero();
    for (String engine : engines(line)) {
      assertThat(ended.out().lines()).anyMatch(command -> command.contains(engine));
    }
    assertThat(ended.out()).contains(cache + "/tare/userland/HASH/").doesNotContain(" null");
    nothingIsMade();
  }

  /** What such a run starts environments with. */
  private static List<String> engines(String line) {
    if (line.startsWith("gate")) {
      return List.of("docker run ", "lxc-execute ");
    }
    if (line.startsWith("image")) {
      return List.of("docker import ", "tar -xf ", "qemu-img convert ");
    }
    return line.startsWith("selftest")
        ? List.of("qemu-system-")
        : List.of("docker run ", "lxc-execute ", "qemu-system-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "matrix --blocks 0",
        "matrix --env docker --calibration /nowhere",
        "matrix --env docker --limit cpuset=0,4095",
        "matrix --env docker --data /nowhere",
        "isolate --blocks 0",
        "isolate --env docker --env docker",
        "allocate --blocks 0",
        "density --env nowhere",
        "density --env docker --limit memory=1",
        "image --blocks 0",
        "image --image disk",
        "pages --env bare",
        "pages --env docker --workload nosuch",
        "pages --env docker --guests 0",
        "service --load mixed",
        "service --service mysql",
        "network --blocks 0",
        "network --cpus 0,4095 --dry-run",
        "gate --run --candidate docker --looks 9",
        "gate --run --candidate docker --blocks 0 --dry-run",
        "gate --run --candidate docker --junit /nowhere/gate.xml",
        "selftest --env docker --blocks 0"
      })
  void whatWillNotDoIsRefusedBeforeAnythingIsBuilt(String line) throws IOException {
    Jar.Ended ended = ended(line);

    assertThat(ended.exit()).as(ended.err()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err().lines()).hasSize(1);
    assertThat(ended.out()).isEmpty();
    nothingIsMade();
  }

  private void nothingIsMade() {
    assertThat(folder.toFile().list()).containsOnly("jmh.lock", "stdout", "stderr");
  }
}
