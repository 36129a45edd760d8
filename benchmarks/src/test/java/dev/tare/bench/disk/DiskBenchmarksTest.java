package dev.tare.bench.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.bench.capture.CaptureProfiler;
import dev.tare.probe.Probe;
import dev.tare.probe.ProbeException;
import dev.tare.result.Metrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark for an instant, over a file of 1 MiB that the forks leave for each other. */
class DiskBenchmarksTest {
  @TempDir Path folder;

  @BeforeEach
  void letOtherRunsBe() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @AfterEach
  void nothingElseIsLeft() {
    DataFile.removeLeftovers(folder);
    assertThat(folder).isEmptyDirectory();
  }

  private static ChainedOptionsBuilder options(
      Class<?> benchmark, Path dataFolder, boolean direct) {
    return options(benchmark, dataFolder, direct, "1m");
  }

  private static ChainedOptionsBuilder options(
      Class<?> benchmark, Path dataFolder, boolean direct, String size) {
    return new OptionsBuilder()
        .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
        .param("size", size)
        .param("direct", String.valueOf(direct))
        .jvmArgsAppend("-Dtare.data=" + dataFolder)
        .forks(1)
        .warmupIterations(0)
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(50))
        .addProfiler(CaptureProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }

  /** Those that have neither a size nor a way around the page cache. */
  private static ChainedOptionsBuilder small(Class<?> benchmark, Path dataFolder) {
    return new OptionsBuilder()
        .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
        .jvmArgsAppend("-Dtare.data=" + dataFolder)
        .forks(1)
        .warmupIterations(0)
        .measurementIterations(2)
        .measurementTime(TimeValue.milliseconds(50))
        .addProfiler(CaptureProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }

  private static RunResult run(ChainedOptionsBuilder options) throws RunnerException {
    RunResult result = new Runner(options.build()).runSingle();
    assertThat(result.getPrimaryResult().getScore()).isPositive();
    return result;
  }

  private static double secondary(RunResult result, String name) {
    return result.getSecondaryResults().get(name).getScore();
  }

  @Test
  void everyShapeOfRandomFileRuns() throws RunnerException {
    for (String shape : new String[] {"read", "write", "mixed"}) {
      RunResult result =
          run(options(RandomFile.class, folder, false).param("shape", shape).threads(2));
      assertThat(secondary(result, Metrics.PAGE_CACHE.name())).isEqualTo(1.0);
    }
  }

  @Test
  void manyAreInFlightWithUring() throws RunnerException {
    try {
      Probe.open(
              "random-file",
              Map.of("folder", folder, "size", 1 << 20, "direct", 0, "engine", "uring"))
          .close();
    } catch (ProbeException e) {
      assumeThat(e).as("io_uring here").isNull();
    }
    run(
        options(RandomFile.class, folder, false)
            .param("engine", "uring")
            .param("depth", "32")
            .threads(2));
  }

  @Test
  void sequentialFileTellsItsBandwidth() throws RunnerException {
    RunResult result = run(options(SequentialFile.class, folder, false));
    assertThat(secondary(result, Metrics.DISK_BANDWIDTH.name())).isPositive();
  }

  @Test
  void filebenchHasOneReaderAndOneWriter() throws RunnerException {
    RunResult result = run(options(FilebenchRandomRw.class, folder, false));
    assertThat(result.getParams().getThreads()).isEqualTo(2);
    assertThat(secondary(result, "read")).isPositive();
    assertThat(secondary(result, "write")).isPositive();
  }

  @Test
  void sysbenchSyncsWhatWrites() throws RunnerException {
    for (String mode : new String[] {"rndrw", "rndrd", "rndwr", "seqwr", "seqrd"}) {
      RunResult result =
          run(
              options(SysbenchFileIo.class, folder, false, "4m")
                  .param("files", "4")
                  .param("mode", mode));
      assertThat(secondary(result, Metrics.FSYNCS.name()) > 0).isEqualTo(!mode.endsWith("rd"));
      assertThat(secondary(result, Metrics.DISK_BANDWIDTH.name())).isPositive();
      assertThat(secondary(result, Metrics.PAGE_CACHE.name())).isEqualTo(1.0);
    }
  }

  @Test
  void smallFilesComeAndGoAndLeaveNothing() throws RunnerException {
    for (String op : new String[] {"create", "stat", "rename", "unlink"}) {
      run(small(SmallFiles.class, folder).param("op", op).param("files", "250").threads(2));
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void aFirstWriteInAPlainFolderIsMeasuredAndLeavesNothing() throws RunnerException {
    RunResult result = run(small(CopyUp.class, folder).param("bytes", "1048576"));
    assertThat(secondary(result, Metrics.LATENCY.name())).isPositive();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void directAccessesLeaveThePageCacheEmpty() throws RunnerException {
    assumeThat(takesDirect()).as("O_DIRECT in the temporary folder").isTrue();
    RunResult result = run(options(RandomFile.class, folder, true));
    assertThat(secondary(result, Metrics.PAGE_CACHE.name())).isZero();
  }

  @Test
  void memoryIsNeverCalledADisk() {
    assumeThat(DataFolder.fileSystem(Path.of("/dev/shm"))).as("/dev/shm").startsWith("tmpfs");
    assumeThat(Files.isWritable(Path.of("/dev/shm"))).as("/dev/shm may be written").isTrue();
    Path memory = Path.of("/dev/shm");
    assertThatThrownBy(() -> run(options(RandomFile.class, memory, true)))
        .hasStackTraceContaining("direct=true: /dev/shm (tmpfs on tmpfs)")
        .hasStackTraceContaining("-Dtare.data=DIR");
  }

  private boolean takesDirect() {
    try {
      Probe.open("data-folder", Map.of("folder", folder)).close();
      return true;
    } catch (ProbeException e) {
      return false;
    }
  }
}
