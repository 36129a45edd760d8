package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  @Test
  void itActsWhenItsTimeIsOverUnlessItIsClosed() throws InterruptedException {
    CountDownLatch acted = new CountDownLatch(1);
    try (Watchdog watchdog = new Watchdog(Duration.ofMillis(1), acted::countDown)) {
      assertThat(acted.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(watchdog.barked()).isTrue();
    }
    try (Watchdog watchdog = new Watchdog(Duration.ofHours(1), acted::countDown)) {
      assertThat(watchdog.barked()).isFalse();
    }
  }
}
