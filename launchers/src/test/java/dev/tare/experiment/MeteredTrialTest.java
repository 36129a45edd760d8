package dev.tare.experiment;

import static dev.tare.experiment.Scripted.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.launch.LaunchException;
import dev.tare.result.Metric;
import dev.tare.result.Metrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a trial that is measured from outside tells, and whom. */
@Timeout(60)
class MeteredTrialTest {
  private static final String RUN = "a:thrpt:t1";
  private static final TrialTask PLAN =
      TrialPlan.of(List.of("."), new Timing(0, 1, 1, 1), 1).withBarrier(true);
  private static final String WAITING =
      said(new TrialEvent.Planned(List.of(RUN)), new TrialEvent.Ready(RUN)) + "; read line; ";
  private static final String MEASURED =
      WAITING
          + said(
              new TrialEvent.Iterated(RUN, 1, 5, "ops/s"),
              new TrialEvent.Ended(RUN, Optional.empty(), "[{}]", ""),
              new TrialEvent.Finished());

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  @Test
  void forkGoesOnOnceItsMeterHasBegunAndItsFiguresJoinWhatItGave() throws Exception {
    assertThat(run(MEASURED, meter(false, false)).end()).isEqualTo(TrialOutcome.End.FINISHED);
    assertThat(told).hasSize(4).startsWith("planned", "ready", "iterated 1");
    assertThat(told.get(3)).startsWith("given").contains(Metrics.POWER.name());
  }

  @Test
  void forkThatCouldNotBeMeasuredHasFailed() throws Exception {
    run(MEASURED, meter(false, true));
    assertThat(told).endsWith("failed no figure");
  }

  @Test
  void meterThatCannotBeginEndsTheTrialWhoseForkWouldWaitForEver() {
    assertThatThrownBy(() -> run(WAITING, meter(true, false))).hasMessage("no counter");
    assertThat(told).containsExactly("planned", "ready");
  }

  private TrialOutcome run(String script, ForkMeter meter) throws Exception {
    return new MeteredTrial(Optional.of(meter), taker(), line -> {})
        .run(new Scripted("guest", any -> script).environment(), PLAN, new CompletableFuture<>());
  }

  private ForkMeter meter(boolean cannotBegin, boolean cannotEnd) {
    return new ForkMeter() {
      @Override
      public void ready(String run) throws IOException {
        told.add("ready");
        if (cannotBegin) {
          throw new LaunchException("no counter");
        }
      }

      @Override
      public void iterated(TrialEvent.Iterated one) {
        told.add("iterated " + one.number());
      }

      @Override
      public Map<Metric, Double> ended(String run, ForkJson fork) throws IOException {
        if (cannotEnd) {
          throw new LaunchException("no figure");
        }
        return Map.of(Metrics.POWER, 7.0);
      }
    };
  }

  private MeteredTrial.Results taker() {
    return new MeteredTrial.Results() {
      @Override
      public void told(TrialEvent event) {
        if (event instanceof TrialEvent.Planned) {
          told.add("planned");
        }
      }

      @Override
      public void given(TrialEvent.Ended ended, String jmh) {
        told.add("given " + jmh);
      }

      @Override
      public void failed(String run, String why) {
        told.add("failed " + why);
      }

      @Override
      public void crashed(String run, String why) {
        told.add("crashed " + why);
      }
    };
  }
}
