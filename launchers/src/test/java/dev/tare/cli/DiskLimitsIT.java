package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.result.Series;
import dev.tare.result.io.RunReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tries limits of bytes a second on real disks, and a weight that nobody has. */
@Tag("full")
class DiskLimitsIT {
  /** Is far below what a disk does, and above what a fork needs to have a score. */
  private static final double LIMIT_MB = 8 * 1.048576;

  /** Holds what a burst at the start of a short iteration may add. */
  private static final double BURST = 4;

  @TempDir Path folder;

  private Jar.Ended throttled(String... environments) throws Exception {
    Stream<String> asked = Stream.of(environments).map(one -> "--env=" + one);
    Stream<String> rest =
        Stream.of(
            "matrix",
            "--blocks=1",
            "--limit=io-read=8m,io-write=8m",
            "--benchmarks=disk.SequentialFile",
            "-p=shape=read,write",
            "-p=size=16m",
            "--out=run");
    return new Jar(folder).patient().run(Stream.concat(rest, asked).toArray(String[]::new));
  }

  private List<Series> bandwidths() throws Exception {
    return RunReader.read(folder.resolve("run")).series().stream()
        .filter(one -> one.key().metric().equals("diskBandwidth"))
        .toList();
  }

  private void nothingIsFaster(int series) throws Exception {
    assertThat(bandwidths())
        .hasSize(series)
        .flatExtracting(Series::forks)
        .allSatisfy(
            fork ->
                assertThat(fork.iterations())
                    .allSatisfy(one -> assertThat(one.value()).isLessThan(BURST * LIMIT_MB)));
  }

  @Test
  void containersReadAndWriteNoFasterThanTheyMay() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsDocker();
    ThisHost.needsLxc();
    Jar.Ended ended = throttled("docker", "lxc");
    assertThat(ended.exit()).as(ended.all()).isZero();
    nothingIsFaster(4);
  }

  @Test
  @ResourceLock("emulated guests")
  void aMachineReadsAndWritesNoFasterThanItMay() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsQemu();
    Jar.Ended ended = throttled("kvm");
    assertThat(ended.exit()).as(ended.all()).isZero();
    nothingIsFaster(2);
  }

  @Test
  void aWeightThatTheKernelDiscardsFailsTheRun() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsDocker();
    ThisHost.needsLxc();
    assumeThat(weighs()).as("a scheduler that weighs").isFalse();
    Jar.Ended ended =
        new Jar(folder)
            .patient()
            .run(
                "matrix",
                "--env=docker",
                "--env=lxc",
                "--blocks=1",
                "--limit=io-weight=100",
                "--benchmarks=kernel.Syscall",
                "--out=run");
    assertThat(ended.exit()).as(ended.all()).isEqualTo(5);
    assertThat(ended.all()).contains("io-weight=100 was asked for, outside finds no limit");
  }

  private static boolean weighs() throws Exception {
    try (Stream<Path> disks = Files.list(Path.of("/sys/block"))) {
      return ThisHost.read("/sys/fs/cgroup/io.cost.qos").contains("enable=1")
          || disks.anyMatch(
              one -> ThisHost.read(one + "/queue/scheduler").matches(".*\\[(bfq|cfq)].*"));
    }
  }
}
