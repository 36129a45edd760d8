package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.experiment.Shipped;
import dev.tare.result.Facts;
import dev.tare.result.io.RunDocument;
import dev.tare.userland.Pack;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShippedPacksTest {
  @Test
  void runGoesOnWithThePacksThatItBeganWithAlone() {
    ShippedPacks began = packs("1111");
    RunDocument run = run(began.planned(Map.of("verb", "service")));
    began.checkSame("mine", run);
    packs("2222").checkSame("of an older version", run(Map.of("verb", "service")));
    assertThatThrownBy(() -> packs("2222").checkSame("mine", run))
        .hasMessage(
            "--resume mine: began with the pack memcached 1111, and this is 2222 (memcached"
                + " 1.6.18-1); begin a new run");
    assertThat(run.plan()).containsEntry("verb", "service");
  }

  private static RunDocument run(Map<String, String> plan) {
    return RunDocument.planned("id", Instant.EPOCH, 1, plan, Facts.of(Map.of()), List.of());
  }

  private static ShippedPacks packs(String hash) {
    TreeMap<String, String> versions = new TreeMap<>(Map.of("memcached", "1.6.18-1"));
    Pack pack = new Pack("memcached", hash, versions, new TreeMap<>(), Path.of("/none"));
    return new ShippedPacks(new Shipped(Path.of("/none.jar"), Map.of(), List.of(pack)));
  }
}
