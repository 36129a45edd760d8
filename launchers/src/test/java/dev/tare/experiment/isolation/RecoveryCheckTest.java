package dev.tare.experiment.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.proc.HostState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecoveryCheckTest {
  private static final HostState QUIET = state(100);
  private static final HostState FULL = state(5000);

  @Test
  void theRunWaitsUntilTheHostIsBack() throws InterruptedException {
    Deque<HostState> states = new ArrayDeque<>(List.of(QUIET, FULL, FULL, QUIET));
    AtomicLong clock = new AtomicLong();
    RecoveryCheck host =
        new RecoveryCheck(states::removeFirst, () -> clock.getAndAdd(1_000_000_000));

    assertThat(host.await()).hasValue(3);
    assertThat(states).isEmpty();
  }

  @Test
  void aHostThatIsNotBackInTimeIsSaid() throws InterruptedException {
    Deque<HostState> states = new ArrayDeque<>(List.of(QUIET));
    AtomicLong clock = new AtomicLong();
    RecoveryCheck host =
        new RecoveryCheck(
            () -> states.isEmpty() ? FULL : states.removeFirst(),
            () -> clock.getAndAdd(40_000_000_000L));

    assertThat(host.await()).isEmpty();
    assertThat(host.missing()).containsExactly("5000 processes, 100 before");
    assertThat(host.isInDanger()).isTrue();
  }

  private static HostState state(int processes) {
    return new HostState(processes, OptionalLong.of(1), OptionalLong.of(8L << 30));
  }
}
