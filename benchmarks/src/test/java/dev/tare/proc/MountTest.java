package dev.tare.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountTest {
  @ParameterizedTest
  @CsvSource({
    "/root/.cache, /",
    "/tmp, /tmp",
    "/tmp/below/it, /tmp",
    "/tmpfs, /",
    "/dev, /dev",
    "/dev/shm, /dev/shm",
    "/data, /data",
    "/data/with, /data",
    "/data/with space/x, /data/with space",
  })
  void theInnermostMountHoldsTheFolder(String folder, String point) throws IOException {
    assertThat(Mount.holding(captured(), folder)).map(Mount::point).hasValue(point);
  }

  @Test
  void aLaterMountHidesTheEarlierOneOnTheSamePoint() throws IOException {
    assertThat(Mount.holding(captured(), "/opt/twice/x")).map(Mount::device).hasValue("0:125");
  }

  @Test
  void aLineSaysWhatIsMountedAndHow() throws IOException {
    assertThat(Mount.holding(captured(), "/data"))
        .hasValue(
            new Mount(
                "8:1", "/srv/data", "/data", List.of("rw", "relatime", "rw"), "ext4", "/dev/sda1"));
  }

  @Test
  void linesThatAreCutShortAreSkipped() {
    assertThat(Mount.parse(List.of("1 2 0:3 / /tmp", "", "1 2 0:3 / /tmp rw - tmpfs"))).isEmpty();
  }

  private static List<Mount> captured() throws IOException {
    try (InputStream file = MountTest.class.getResourceAsStream("mountinfo-container.txt")) {
      return Mount.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }
}
