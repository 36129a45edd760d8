package dev.tare.experiment.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HostGuardTest {
  private static final long GIB = 1L << 30;
  private static final Ceiling KEEPS_TWO =
      new Ceiling(OptionalLong.of(2 * GIB), OptionalLong.empty(), OptionalLong.empty());

  @Test
  void whatRunsIsEndedBelowHalfOfWhatIsKept() throws InterruptedException {
    AtomicLong available = new AtomicLong(GIB);
    CountDownLatch looked = new CountDownLatch(2);
    CountDownLatch ended = new CountDownLatch(1);
    try (HostGuard guard =
        new HostGuard(
            () -> {
              looked.countDown();
              return OptionalLong.of(available.get());
            },
            KEEPS_TWO,
            ended::countDown)) {
      assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(guard.acted()).isFalse();
      available.set(GIB - 1);
      assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(guard.acted()).isTrue();
    }
  }

  @Test
  void aHostThatDoesNotSayIsNotGuarded() throws InterruptedException {
    CountDownLatch looked = new CountDownLatch(2);
    try (HostGuard guard =
        new HostGuard(
            () -> {
              looked.countDown();
              return OptionalLong.empty();
            },
            KEEPS_TWO,
            () -> {
              throw new AssertionError("ended without reason");
            })) {
      assertThat(looked.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(guard.acted()).isFalse();
    }
  }
}
