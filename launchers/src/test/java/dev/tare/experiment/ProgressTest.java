package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void theTimeLeftFollowsFromTheWeightDone() {
    AtomicLong clock = new AtomicLong();
    List<String> said = new ArrayList<>();
    Progress progress =
        new Progress(
            (what, share, left) -> said.add(what + " " + share + " " + left.toSeconds()),
            clock::get,
            10);
    progress.begin("first", 0, Optional.empty());
    clock.set(4_000_000_000L);
    progress.end(2);
    progress.begin("second", 0, Optional.empty());
    progress.end(8);
    progress.begin("done", 0, Optional.empty());
    assertThat(said).containsExactly("first 0.0 0", "second 0.2 16", "done 1.0 0");
  }
}
