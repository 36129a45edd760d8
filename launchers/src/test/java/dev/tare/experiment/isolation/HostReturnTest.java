package dev.tare.experiment.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.proc.HostState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HostReturnTest {
  private static final HostState QUIET = state(100);
  private static final HostState FULL = state(5000);

  @Test
  void theRunWaitsUntilTheHostIsBack() throws InterruptedException {
    Deque<HostState> states = new ArrayDeque<>(List.of(QUIET, FULL, FULL, QUIET));
    AtomicLong clock = new AtomicLong();
    HostReturn host = new HostReturn(states::removeFirst, () -> clock.getAndAdd(1_000_000_000), 60);

    assertThat(host.await()).hasValue(3);
    assertThat(states).isEmpty();
  }

  @Test
  void aHostThatIsNotBackInTimeIsSaid() throws InterruptedException {
    Deque<HostState> states = new ArrayDeque<>(List.of(QUIET));
    AtomicLong clock = new AtomicLong();
    HostReturn host =
        new HostReturn(
            () -> states.isEmpty() ? FULL : states.removeFirst(),
            () -> clock.getAndAdd(40_000_000_000L),
            60);

    assertThat(host.await()).isEmpty();
    assertThat(host.missing()).containsExactly("5000 processes, 100 before");
  }

  @Test
  void aFuseBurnsUnlessItIsPutOut() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    try (Fuse fuse = Fuse.lit(Duration.ofMillis(1), ended::countDown)) {
      assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(fuse.isBurnt()).isTrue();
    }
    try (Fuse fuse = Fuse.lit(Duration.ofHours(1), ended::countDown)) {
      assertThat(fuse.isBurnt()).isFalse();
    }
  }

  private static HostState state(int processes) {
    return new HostState(processes, OptionalLong.of(1), OptionalLong.of(8L << 30));
  }
}
