package dev.tare.experiment.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tare.experiment.concurrent.ConcurrentOutcome;
import dev.tare.experiment.concurrent.CountedBlocks;
import dev.tare.experiment.concurrent.HostReading;
import dev.tare.experiment.concurrent.PlaceScores;
import dev.tare.experiment.concurrent.PoolOutcome;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.PoolReading;
import dev.tare.launch.StackSyntax;
import dev.tare.report.CellText;
import dev.tare.result.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Of figures that nobody measured. */
class MemoryTableTest {
  private static final Section.Bar THEIRS =
      new Section.Bar("theirs", Section.Cell.of(0.75, Section.Cell.NUMBER), true);
  private static final Workload FILE = Workload.of("disk.RandomFile", List.of());
  private static final OptionalLong NONE = OptionalLong.empty();

  private final Asked plan =
      new Asked(
          List.of("lxc", "kvm"),
          List.of(FILE),
          List.of(),
          List.of(1.0, 1.5),
          new TreeSet<>(Set.of(0, 1)),
          512L << 20,
          Limits.NONE);
  private final List<AllocationStep> steps = new ArrayList<>();
  private final Map<String, PlaceScores> scores = new TreeMap<>();

  @Test
  void killsAreShownBesideTheSurvivorsFigures() {
    step("kvm", "hard x1", 1, 0, 2, 100, 100);
    step("kvm", "hard x1.5", 1, 1, 3, 80, 80);
    MemoryTable table = table();
    List<List<String>> rows =
        table.table().orElseThrow().rows().stream().map(CellText::of).toList();
    assertThat(rows.get(0).subList(0, 7))
        .containsExactly("kvm", "hard", "1.000\u00d7", "2", "0", "100.0 ops/s", "1.000\u00d7");
    assertThat(rows.get(1).subList(0, 7))
        .containsExactly("kvm", "hard", "1.500\u00d7", "3", "1 of 3", "80.00 ops/s", "0.800\u00d7");
    assertThat(rows.get(1).get(14)).as("OOM kills").isEqualTo("1");
    assertThat(table.notes())
        .contains("kvm: a machine's memory is what it was made with, never a soft limit");
  }

  @Test
  void aCaseThatNobodySurvivedHasARowWithoutFigures() {
    step("kvm", "hard x1.5", 2, 3, 3);
    assertThat(table().table().orElseThrow().rows())
        .singleElement()
        .satisfies(
            row -> assertThat(CellText.of(row).subList(4, 7)).containsExactly("3 of 3", "-", "-"));
  }

  @Test
  void softIsDrawnAgainstHardBesideTheStudysBar() {
    step("lxc", "hard x1.5", 2, 0, 3, 50, 50, 50);
    step("lxc", "soft x1.5", 2, 0, 3, 100, 100, 100);
    MemoryTable table = table();
    List<Section.Bar> bars = table.bars(List.of(THEIRS)).get(0).bars();
    assertThat(bars).extracting(Section.Bar::name).startsWith("lxc, disk.RandomFile soft x1.5");
    assertThat(bars.get(0).figure().value()).isCloseTo(0.5, within(1e-9));
    assertThat(bars.get(1)).isEqualTo(THEIRS);
    assertThat(table.notes())
        .contains(
            "soft limits were read back; the kernel could not keep to them 7 times (low of"
                + " memory.events)");
  }

  @Test
  void ofVersion1ItIsSaidWhatItDoesNotCountAndDoesNotHeed() {
    step("lxc", "soft x1", 1, 0, 2, 1, 1);
    assertThat(table().notes())
        .anyMatch(note -> note.startsWith("reclaimed/s: version 1"))
        .anyMatch(note -> note.contains("heeds them only where the whole host is short"));
  }

  @Test
  void withoutAPoolThereIsNoTable() {
    MemoryTable table = table();
    assertThat(table.table()).isEmpty();
    assertThat(table.bars(List.of(THEIRS))).isEmpty();
    assertThat(table.notes()).isEmpty();
  }

  private MemoryTable table() {
    return new MemoryTable(
        plan,
        FILE,
        steps,
        (environment, what) -> {
          SortedMap<Integer, ConcurrentOutcome> tried = new TreeMap<>();
          steps.stream()
              .filter(one -> one.given().name().equals(what.place(environment)))
              .forEach(one -> tried.put(one.block(), one.outcome()));
          return new ScoredCase(
              environment,
              what,
              new CountedBlocks<>(tried, tried.size()),
              Optional.ofNullable(scores.get(what.place(environment))));
        });
  }

  private void step(
      String environment, String name, int version, int killed, int members, double... each) {
    Case what =
        new Cases(plan)
            .of(false).stream()
                .filter(one -> one.name().equals("disk.RandomFile " + name))
                .findFirst()
                .orElseThrow();
    PoolReading last =
        new PoolReading(
            version,
            OptionalLong.of(1L << 30),
            NONE,
            NONE,
            NONE,
            NONE,
            NONE,
            OptionalLong.of(killed),
            version == 2 ? OptionalLong.of(7) : NONE);
    PoolOutcome pool =
        new PoolOutcome(
            last,
            OptionalDouble.of(5),
            OptionalDouble.of(4),
            OptionalDouble.of(0),
            members,
            killed,
            false);
    ConcurrentOutcome outcome =
        new ConcurrentOutcome(
            OptionalDouble.of(1),
            each.length == 0
                ? Optional.empty()
                : Optional.of(new HostReading(NONE, NONE, NONE, NONE, NONE)),
            Optional.of(pool),
            Map.of(),
            Map.of(),
            false,
            List.of(),
            false,
            false);
    steps.add(
        new AllocationStep(
            new Given(new StackSyntax(Layers.standard()).parse(environment), what), 1, outcome));
    List<PlaceScores.Guest> guests = new ArrayList<>();
    for (double score : each) {
      guests.add(
          new PlaceScores.Guest(
              score,
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              Optional.empty()));
    }
    if (!guests.isEmpty()) {
      scores.put(
          what.place(environment), new PlaceScores(new TreeMap<>(Map.of(0, guests)), "ops/s"));
    }
  }
}
