package dev.tare.experiment.fleet;

import dev.tare.experiment.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Describes how far the nodes are: those that ended say what one takes, before that the plan. */
final class FleetProgress {
  private static final double NS = 1e9;

  /** A node that takes longer than was thought is still not done. */
  private static final double ALMOST = 0.95;

  private final Progress.Listener listener;
  private final LongSupplier clock;
  private final int nodes;
  private final double planned;
  private final Map<String, Long> running = new ConcurrentHashMap<>();
  private int earlier;
  private int failed;
  private int ended;
  private double seconds;

  /**
   * @param clock ns, of {@link System#nanoTime} but in tests
   * @param planned seconds that one node takes
   */
  FleetProgress(Progress.Listener listener, LongSupplier clock, int nodes, double planned) {
    this.listener = listener;
    this.clock = clock;
    this.nodes = nodes;
    this.planned = planned;
  }

  synchronized void hadBefore() {
    earlier++;
  }

  synchronized void begun(String node) {
    running.put(node, clock.getAsLong());
    show();
  }

  synchronized void ended(FleetRun.Outcome outcome) {
    Long since = running.remove(outcome.node());
    if (outcome.failure().isPresent()) {
      failed++;
      listener.note(outcome.failure().get());
    } else if (since != null) {
      ended++;
      seconds += (clock.getAsLong() - since) / NS;
    }
    show();
  }

  synchronized void show() {
    double one = ended > 0 ? seconds / ended : planned;
    double within =
        running.values().stream()
            .mapToDouble(since -> Math.min(ALMOST, (clock.getAsLong() - since) / NS / one))
            .sum();
    int done = earlier + ended;
    double left = Math.max(0, nodes - done - failed - within) * one / Math.max(1, running.size());
    String without = failed > 0 ? failed + " failed, " : "";
    listener.step(
        "%s of %s nodes done, %s%s at work".formatted(done, nodes, without, running.size()),
        (done + failed + within) / nodes,
        Duration.ofMillis(Math.round(left * 1000)));
  }
}
