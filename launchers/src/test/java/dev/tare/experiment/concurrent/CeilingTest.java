package dev.tare.experiment.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CeilingTest {
  private static final long GIB = 1L << 30;
  private static final Ceiling CEILING =
      Ceiling.of(OptionalLong.of(16 * GIB), OptionalLong.of(1000), OptionalLong.of(100 * GIB));
  private static final HostReading IDLE = reading(9 * GIB, 100, 50 * GIB);

  @Test
  void whatFitsIsNotRefused() {
    assertThat(CEILING.refusal(4, new GuestCost(GIB, 20, GIB, true), IDLE)).isEmpty();
  }

  @Test
  void memoryIsNamedWithWhatItWouldTakeAndWhatThereIs() {
    assertThat(CEILING.refusal(8, new GuestCost(GIB, 20, GIB, true), IDLE))
        .hasValue(
            "memory: 8 would need 8.0 GiB (1.0 GiB each, as the step before took), 7.4 GiB can be"
                + " had, with 1.6 GiB left to the host");
  }

  @Test
  void pidsAreNamed() {
    assertThat(CEILING.refusal(8, new GuestCost(1, 101, 0, true), IDLE))
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("pids: 8 would need 808 (101 each"));
    assertThat(CEILING.refusal(8, new GuestCost(1, 100, 0, true), IDLE)).isEmpty();
  }

  @Test
  void theDiskIsNamed() {
    assertThat(CEILING.refusal(12, new GuestCost(1, 1, 4.0 * GIB, false), IDLE))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith("disk: 12 would need 48.0 GiB (4.0 GiB each, as asked"));
  }

  @Test
  void aPoolIsFarBelowWhatTheHostHas() {
    GuestCost each = new GuestCost(1e15, 20, GIB, false);
    assertThat(CEILING.refusal(4, each, 3 * GIB, IDLE)).isEmpty();
    assertThat(CEILING.refusal(4, each, 4 * GIB, IDLE))
        .hasValue(
            "memory: a pool of 4.0 GiB would be more than half of the 7.4 GiB that can be had, with"
                + " 1.6 GiB left to the host; --limit memory=SIZE makes it smaller");
    assertThat(CEILING.refusal(100, each, GIB, IDLE))
        .hasValueSatisfying(line -> assertThat(line).startsWith("pids: 100 would need 2000"));
  }

  @Test
  void whatTheHostDoesNotSayStopsNobody() {
    HostReading silent =
        new HostReading(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
    GuestCost large = new GuestCost(1e15, 1e9, 1e15, true);
    assertThat(CEILING.refusal(1000, large, silent)).isEmpty();
    assertThat(CEILING.refusal(1000, large, 1L << 50, silent)).isEmpty();
    Ceiling unknown = Ceiling.of(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    assertThat(unknown.refusal(1000, large, IDLE)).isEmpty();
  }

  @Test
  void aSmallHostKeepsHalfAGibibyte() {
    assertThat(Ceiling.of(OptionalLong.of(GIB), OptionalLong.empty(), OptionalLong.of(GIB)))
        .isEqualTo(
            new Ceiling(OptionalLong.of(GIB / 2), OptionalLong.empty(), OptionalLong.of(GIB)));
  }

  @Test
  void aGuestCostsTheMoreOfWhatTheHostLostAndWhatIsItsOwn() {
    HostReading loaded =
        new HostReading(
            OptionalLong.of(7 * GIB),
            OptionalLong.of(3 * GIB),
            OptionalLong.of(5 * GIB),
            OptionalLong.of(160),
            OptionalLong.of(46 * GIB));
    GuestCost cost = GuestCost.of(IDLE, loaded, 2, 0);
    assertThat(cost.memoryBytes()).isEqualTo(1.5 * GIB);
    assertThat(cost.tasks()).isEqualTo(30);
    assertThat(cost.diskBytes()).isEqualTo(2.0 * GIB);
  }

  @Test
  void aHostThatGotFreerMeanwhileGivesNoNegativeCost() {
    GuestCost cost = GuestCost.of(IDLE, reading(10 * GIB, 90, 51 * GIB), 2, 7);
    assertThat(cost).isEqualTo(new GuestCost(0, 0, 7, true));
  }

  @Test
  void aHardLimitIsWhatIsExpected() {
    Limits limits = Limits.NONE.with("memory", "3g");
    assertThat(GuestCost.expected(stack("docker"), limits, 5).memoryBytes()).isEqualTo(3.0 * GIB);
    assertThat(GuestCost.expected(stack("kvm"), limits, 5).memoryBytes()).isEqualTo(3.25 * GIB);
    assertThat(GuestCost.expected(stack("kvm(vcpus=2)"), Limits.NONE, 5).memoryBytes())
        .isGreaterThan(GuestCost.expected(stack("docker"), Limits.NONE, 5).memoryBytes());
  }

  private static HostReading reading(long available, long tasks, long disk) {
    return new HostReading(
        OptionalLong.of(available),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.of(tasks),
        OptionalLong.of(disk));
  }

  @Test
  void theNumberOfTasksIsTheSecondOfItsColumn() {
    assertThat(HostReader.tasks("0.1 0.2 0.3 3/412 9999")).hasValue(412);
    assertThat(HostReader.tasks("")).isEmpty();
  }

  @Test
  void whatAnotherRunMadeIsNotOurs() {
    assertThat(HostReader.isForeign("4:memory:/lxc.payload.tare-12-mwq2-0", 13)).isTrue();
    assertThat(HostReader.isForeign("4:memory:/lxc.payload.tare-13-mwq2-0", 13)).isFalse();
    assertThat(HostReader.isForeign("4:memory:/tare-12-mwq2-0@run@12@5", 13)).isTrue();
    assertThat(HostReader.isForeign("4:memory:/docker/b0c5", 13)).isFalse();
  }

  @Test
  void anEnvironmentIsFoundByItsFolderForData() {
    String java = "/opt/java/bin/java\0-Dtare.data=/data/guest-12\0-jar\0/tare/benchmarks.jar\0";
    assertThat(HostReader.role(java, List.of("guest-1", "guest-12"))).hasValue("guest-12");
    assertThat(HostReader.role(java, List.of("guest-1"))).isEqualTo(Optional.empty());
  }

  private static Stack stack(String text) {
    return new StackSyntax(Layers.standard()).parse(text);
  }
}
