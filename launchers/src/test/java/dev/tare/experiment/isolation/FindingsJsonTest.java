package dev.tare.experiment.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.result.io.BadInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsJsonTest {
  @TempDir Path run;

  private final IsolationPlan plan =
      Cases.plan("docker", "cpu.Prime", Neighbour.FORK, Allocation.SET);

  @Test
  void whatWasFoundComesBackAsItWas() throws Exception {
    Findings found = new Findings();
    found.visits().addAll(visits());
    found.notes().add("docker, set: cpu.Prime beside fork: the host was not as before");
    found.emulated().add("kvm");
    found.works().put(plan.cells().get(0).kind(), new FixedWork(7, 8, 4, 0.251_234_567));
    FindingsJson.write(run, found);

    Findings back = FindingsJson.read(run, plan);
    assertThat(back.visits()).isEqualTo(found.visits());
    assertThat(back.notes()).isEqualTo(found.notes());
    assertThat(back.emulated()).isEqualTo(found.emulated());
    assertThat(back.works()).isEqualTo(found.works());
    assertThat(back.isInDanger()).isFalse();
    found.inDanger(true);
    FindingsJson.write(run, found);
    assertThat(FindingsJson.read(run, plan).isInDanger()).isTrue();
  }

  @Test
  void runThatHasNothingYetHasFoundNothing() throws Exception {
    Findings none = FindingsJson.read(run, plan);
    assertThat(none.visits()).isEmpty();
    assertThat(none.works()).isEmpty();
  }

  @Test
  void theClockBeginsAnewButRecoveryIsTheSame() throws Exception {
    Observation late = shifted(Cases.visits(plan, 4, 4, 4, 4).get(1), 1_234_567_890_123_456L);
    Observation back = ObservationJson.parse(ObservationJson.node(late), late.cell(), late.block());
    OptionalDouble before = Recovery.seconds(late.pieces(), late.goneNs().getAsLong(), 0.25);
    assertThat(before).isPresent();
    assertThat(Recovery.seconds(back.pieces(), back.goneNs().getAsLong(), 0.25)).isEqualTo(before);
  }

  @Test
  void visitsOfAnotherPlanAreRefusedInOneLine() throws Exception {
    Findings found = new Findings();
    found.visits().addAll(visits());
    FindingsJson.write(run, found);
    IsolationPlan other = Cases.plan("lxc", "cpu.Prime", Neighbour.FORK, Allocation.SET);
    assertThatThrownBy(() -> FindingsJson.read(run, other))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("visit 0 is not this run's");
  }

  /** The first visits of the plan, in its order, one of each end. */
  private List<Observation> visits() {
    List<Cell> order = plan.order();
    List<Observation> visits = new ArrayList<>();
    for (int slot = 0; slot < 5; slot++) {
      int block = slot / plan.cells().size();
      Cell cell = order.get(slot);
      Observation given =
          Cases.visits(plan, 4, Double.NaN, 5, 6).stream()
              .filter(one -> one.block() == block && one.cell().equals(cell))
              .findFirst()
              .orElseThrow();
      visits.add(slot == 4 ? Observation.failed(cell, block, "victim: gone") : given);
    }
    return visits;
  }

  private static Observation shifted(Observation one, long ns) {
    return new Observation(
        one.cell(),
        one.block(),
        one.end(),
        one.reason(),
        one.limitSeconds(),
        one.workSeconds(),
        one.p50Ns(),
        one.p99Ns(),
        one.pieces().stream()
            .map(piece -> new Recovery.Piece(piece.endNs() + ns, piece.seconds()))
            .toList(),
        java.util.OptionalLong.of(one.goneNs().getAsLong() + ns),
        one.covered(),
        one.victim(),
        one.beside(),
        one.hostBackSeconds());
  }
}
