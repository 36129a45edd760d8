package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Isolation without a bomb, between guests. */
@Tag("full")
@ResourceLock("emulated guests")
class IsolateGuestsIT {
  @TempDir Path folder;

  @Test
  void emulatedGuestsAreCalledSoWhereverTheirFiguresStand() throws IOException {
    String guest = "kvm(accel=tcg)";
    ThisHost.needsRoot();
    ThisHost.needsQemu();
    ThisHost.needsTwoCpus();
    Jar.Ended ended =
        new Jar(folder)
            .patient()
            .brief()
            .run(
                "isolate",
                "--env",
                guest,
                "--neighbour",
                "competing",
                "--blocks",
                "1",
                "--seconds",
                "0.25");
    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(ended.out()).contains(guest + ", emulated (TCG)", guest + ": emulated (TCG), not");
  }
}
