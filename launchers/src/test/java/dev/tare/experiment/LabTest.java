package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabTest {
  @Test
  void whatIsKeptIsTakenOnceAndTheRestIsClosedAtTheEnd() {
    List<String> closed = new ArrayList<>();
    List<String> noted = new ArrayList<>();
    Lab lab =
        new Lab(Session.dry("t", Optional.empty(), Optional.empty(), line -> {}), Optional.empty());
    lab.tell(new Progress(notes(noted), System::nanoTime, 0));
    lab.keep("a", () -> closed.add("a"));
    lab.keep("b", () -> closed.add("b"));
    lab.keep(
        "c",
        () -> {
          throw new IOException("clings");
        });
    assertThat(lab.take("a", Closeable.class)).isPresent();
    assertThat(lab.take("a", Closeable.class)).isEmpty();

    lab.close();
    assertThat(closed).containsExactly("b");
    assertThat(noted).containsExactly("c: not closed cleanly: clings");
    assertThat(lab.notes()).isOne();
  }

  private static Progress.Listener notes(List<String> noted) {
    return new Progress.Listener() {
      @Override
      public void step(String what, double share, Duration left) {}

      @Override
      public void note(String line) {
        noted.add(line);
      }
    };
  }
}
