package dev.tare.experiment.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.proc.ProcFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolWatchTest {
  @TempDir private Path root;

  @Test
  void whatTheHostSwappedIsReadByItsName() throws IOException {
    Files.createDirectory(root.resolve("proc"));
    Files.writeString(root.resolve("proc/vmstat"), "pswpin 2\npswpout 9\npswpin_zero 7\n");
    HostReader host = new HostReader(new ProcFiles(root), root, 1);
    assertThat(host.vmstat("pswpin")).hasValue(2);
    assertThat(host.vmstat("pswpout")).hasValue(9);
    assertThat(host.vmstat("pswp")).isEmpty();
  }

  @Test
  void aRateIsTheDifferenceForTheTime() {
    assertThat(PoolWatch.rate(OptionalLong.of(4), OptionalLong.of(9), 2)).hasValue(2.5);
    assertThat(PoolWatch.rate(OptionalLong.of(9), OptionalLong.of(4), 2))
        .as("environments that end take their counts along")
        .hasValue(0);
  }

  @Test
  void absentIsAbsentNeverZero() {
    OptionalLong none = OptionalLong.empty();
    assertThat(PoolWatch.rate(none, OptionalLong.of(9), 2)).isEmpty();
    assertThat(PoolWatch.rate(OptionalLong.of(4), none, 2)).isEmpty();
    assertThat(PoolWatch.rate(OptionalLong.of(4), OptionalLong.of(9), 0)).isEmpty();
    assertThat(PoolWatch.sum(OptionalDouble.of(1), OptionalDouble.empty())).isEmpty();
    assertThat(PoolWatch.sum(OptionalDouble.of(1), OptionalDouble.of(2))).hasValue(3);
  }
}
