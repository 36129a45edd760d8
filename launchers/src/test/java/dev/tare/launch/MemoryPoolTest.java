package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pool of memory on the engines that this host has. */
@Tag("full")
class MemoryPoolTest {
  private static final long MIB = 1 << 20;
  private static final long POOL = 48 * MIB;
  private static final Limits PROMISE = Limits.NONE.with("memory", "32m");
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Writes so many MiB where they stay until they are read away: in the page cache. */
  private static final String WRITE = "dd if=/dev/zero of=$0 bs=1M count=30 2>/dev/null; sync";

  @TempDir static Path folder;

  @AutoClose private static EngineHost engines;
  private static Host host;

  @BeforeAll
  static void userland() throws IOException {
    engines = EngineHost.in(folder, "pool");
    host = engines.host();
    EngineHost.needsRoot(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker(network=none)", "lxc", "bare"})
  void twoThatWerePromisedMoreThanThereIsShareWhatThereIs(String stack) throws Exception {
    engines.needs(stack);
    TreeSet<String> before = HostTraces.seen(host);
    try (MemoryPool pool = pool()) {
      assertThat(pool.read().limitBytes()).hasValue(POOL);
      try (Environment one = enter(stack, "tare-pool-1", pool);
          Environment two = enter(stack, "tare-pool-2", pool)) {
        assertThat(LimitCheck.differences(PROMISE, one.limits(), "outside")).isEmpty();
        for (Environment each : List.of(one, two)) {
          Optional<String> pid = each.outsidePid();
          String groups =
              pid.isPresent()
                  ? host.ran(Command.of("cat", "/proc/" + pid.get() + "/cgroup"))
                  : each.ran(Command.of("cat", "/proc/self/cgroup"));
          assertThat(groups).contains("/" + pool.name() + "/");
          each.ran(Command.of("sh", "-c", WRITE, each.places().data() + "/of-" + each.hashCode()));
        }
      }
      PoolReading read = pool.read();
      assertThat(read.mostBytes().orElse(0)).isBetween(32 * MIB, POOL);
      assertThat(read.reclaimed().orElse(0)).isPositive();
      assertThat(read.kills()).hasValue(0);
    }
    assertThat(HostTraces.since(before, host)).isEmpty();
  }

  @Test
  void whoTakesMoreThanThePoolHasIsKilledAndCounted() throws Exception {
    String hog = "head -c 100000000 /dev/zero | tail -c 90000000 >/dev/null";
    TreeSet<String> before = HostTraces.seen(host);
    Stack bare = EngineHost.stack("bare");
    try (MemoryPool pool = pool();
        Environment made =
            Layers.enter(
                host,
                bare,
                engines.owner(),
                "tare-pool",
                Limits.NONE,
                Optional.of(pool),
                Beginning.USUAL)) {
      Ended ended = made.run(Command.of("sh", "-c", hog), SOON);
      Assumptions.assumeTrue(
          host.ran(Command.of("cat", "/proc/swaps")).lines().count() < 2,
          "needs a host without swap");
      assertThat(ended.succeeded()).isFalse();
      assertThat(pool.read().kills().orElse(0)).isPositive();
      assertThat(pool.read().mostBytes().orElse(0)).isLessThanOrEqualTo(POOL);
    }
    assertThat(HostTraces.since(before, host)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker(network=none)", "lxc", "bare"})
  void whatAKilledRunLeavesOfAPoolIsFoundAndRemoved(String stack) throws Exception {
    engines.needs(stack);
    TreeSet<String> before = HostTraces.seen(host);
    MemoryPool pool = MemoryPool.make(host, EngineHost.DEAD, "tare-dead", POOL);
    Environment forgotten =
        Layers.enter(
            host,
            EngineHost.stack(stack),
            EngineHost.DEAD,
            "tare-dead-1",
            PROMISE,
            Optional.of(pool),
            Beginning.USUAL);
    forgotten.start(Command.of("sleep", "1000"));
    List<String> troubles = new ArrayList<>();
    StaleResources found = StaleResources.find(Layers.standard(), host, Set.of(), troubles::add);
    List<StaleResource> own =
        found.abandoned().stream().filter(one -> one.owner().equals(EngineHost.DEAD)).toList();
    assertThat(own).extracting(StaleResource::what).contains("control group " + pool.name());
    for (StaleResource one : own) {
      found.remove(one);
    }
    assertThat(HostTraces.since(before, host)).isEmpty();
    assertThat(troubles).isEmpty();
  }

  @Test
  void aLayerThatLimitsNothingCannotBeInAPool() throws Exception {
    try (MemoryPool pool = pool()) {
      assertThatThrownBy(() -> enter("ssh(host=nowhere)", "tare-pool-1", pool).close())
          .isInstanceOf(LaunchException.class)
          .hasMessage("ssh cannot be put into a pool of this host's memory");
    }
  }

  @Test
  void anEnvironmentThatLiesElsewhereIsNamed() throws Exception {
    try (MemoryPool pool = pool()) {
      assertThatThrownBy(() -> pool.check(host))
          .isInstanceOf(LaunchException.class)
          .hasMessageMatching("bare lies in the control group /.*, not in its pool of memory, /.*");
    }
  }

  private static MemoryPool pool() throws IOException {
    return MemoryPool.make(host, engines.owner(), "tare-pool", POOL);
  }

  private static Environment enter(String stack, String name, MemoryPool pool) throws IOException {
    return Layers.enter(
        host,
        EngineHost.stack(stack),
        engines.owner(),
        name,
        PROMISE,
        Optional.of(pool),
        Beginning.USUAL);
  }
}
