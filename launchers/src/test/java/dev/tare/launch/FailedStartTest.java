package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedStartTest {
  @TempDir private Path folder;

  @Test
  void whoIsInterruptedStillEndsWhatWasHalfMade() throws IOException {
    Path left = Files.createFile(folder.resolve("left"));
    Host host = new Host(new Places("", "", "", "", "", ""));
    IOException cause = new IOException("interrupted");
    Thread.currentThread().interrupt();
    FailedStart.close(() -> host.ran(Command.of("rm", left.toString())), cause);
    assertThat(Thread.interrupted()).as("the interrupt is still to be seen").isTrue();
    assertThat(left).doesNotExist();
    assertThat(cause.getSuppressed()).isEmpty();
  }
}
