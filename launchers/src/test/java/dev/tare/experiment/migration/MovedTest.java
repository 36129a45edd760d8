package dev.tare.experiment.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tare.launch.Layers;
import dev.tare.launch.Move;
import dev.tare.launch.StackSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MovedTest {
  private static final long MS = 1_000_000;

  /** It begins 100 ms after its clients began to look, takes 50 ms, and stands still for 20. */
  private static final long BEGAN = 100 * MS;

  private static final long ENDED = 150 * MS;
  private static final long STOPPED = 130 * MS;
  private static final long PAGE = 4096;

  @Test
  void aBlackoutIsTheLongestGapThatReachesIntoTheMove() {
    Moved moved = moved("kvm", Way.PRE_COPY, "20", true, PAGE);
    assertThat(moved.voided()).isEmpty();
    assertThat(moved.totalNs()).isEqualTo(50 * MS);
    assertThat(moved.blackoutNs()).hasValue(20 * MS);
    assertThat(moved.usualNs()).hasValue(MS);
    assertThat(moved.writtenPerSecond()).hasValue(PAGE * 1000 * 32 / 50.0);
    assertThat(moved.writtenMbPerSecondRunning()).hasValueCloseTo(4.369, within(1e-3));
    assertThat(moved.share()).hasValue(0.5);
  }

  @Test
  void aMoveWhoseWorkStoodStillIsVoid() {
    assertThat(moved("kvm", Way.PRE_COPY, "20", true, 0).voided()).isPresent();
    assertThat(moved("kvm", Way.PRE_COPY, "20", true, 0).counts()).isFalse();
    assertThat(moved("kvm", Way.PRE_COPY, "idle", true, 0).counts()).isTrue();
  }

  @Test
  void onlyAutoConvergeSlowsAMachineDown() {
    assertThat(moved("kvm", Way.PRE_COPY, "20", true, PAGE).mostSlowed()).isEmpty();
    assertThat(moved("kvm", Way.AUTO_CONVERGE, "20", true, PAGE).mostSlowed()).hasValue(0.3);
  }

  @Test
  void whatWasCalledOffHasNoBlackout() {
    Moved moved = moved("kvm", Way.PRE_COPY, "20", false, PAGE);
    assertThat(moved.counts()).isTrue();
    assertThat(moved.blackoutNs()).isEmpty();
    assertThat(moved.connectionNs()).isEmpty();
  }

  @Test
  void aContainerThatStandsStillIsProvenByBeforeAndAfter() {
    Moved moved = moved("runc", Way.CHECKPOINT, "20", true, PAGE);
    assertThat(moved.counts()).isTrue();
    assertThat(moved.writtenPerSecond()).isEmpty();
    assertThat(moved("runc", Way.CHECKPOINT, "20", true, 0).counts()).isFalse();
  }

  @Test
  void whatIsNotAnsweredAfterTheMoveHasNoGap() {
    assertThat(UdpEcho.longestGapNs(List.of(1L, 2L, 7L), 2, 9)).isEmpty();
    assertThat(UdpEcho.longestGapNs(List.of(1L, 2L, 7L, 10L), 2, 9)).hasValue(5);
    assertThat(UdpEcho.longestGapNs(List.of(), 2, 9)).isEmpty();
  }

  @Test
  void whatReachesIntoTheMoveIsNoGapBeforeIt() {
    assertThat(UdpEcho.longestWithinNs(List.of(0L, 5L, 6L, 8L, 20L), 4, 9)).hasValue(2);
    assertThat(UdpEcho.longestWithinNs(List.of(0L, 5L, 20L), 4, 9)).isEmpty();
  }

  @Test
  void requestsThatWereDueInABlackoutAreInTheTail() {
    List<Moved.Tail> tail = moved("kvm", Way.PRE_COPY, "20", true, PAGE).tail();
    assertThat(tail).extracting(Moved.Tail::atNs).containsExactly(-100 * MS, 0L, 100 * MS);
    assertThat(tail.get(0).worstNs()).isZero();
    assertThat(tail.get(1).worstNs()).isEqualTo(19 * MS);
  }

  private static Moved moved(
      String stack, Way how, String work, boolean arrived, long writtenEachMs) {
    List<UdpEcho.Answer> echoes = new ArrayList<>();
    List<Requests.Answer> requests = new ArrayList<>();
    long written = 0;
    for (long due = 0; due <= 250 * MS; due += MS) {
      boolean stands = due > STOPPED && due < ENDED;
      written += stands ? 0 : writtenEachMs;
      if (!stands) {
        echoes.add(new UdpEcho.Answer(due, written));
      }
      requests.add(new Requests.Answer(due, stands ? ENDED : due));
    }
    Move move =
        new Move(
            arrived,
            BEGAN,
            ENDED,
            OptionalLong.of(ENDED - STOPPED),
            OptionalLong.of(50),
            OptionalLong.empty(),
            OptionalLong.of(100),
            OptionalLong.of(3),
            Map.of(),
            List.of(new Move.Slowed(0, 0.2), new Move.Slowed(MS, 0.3)));
    Moving moving =
        new Moving(
            new StackSyntax(Layers.standard()).parse(stack),
            how,
            new Work(work),
            OptionalInt.empty());
    return Moved.of(move, moving, 0, false, echoes, requests);
  }
}
