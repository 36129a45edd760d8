package dev.tare.experiment.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.experiment.Found;
import dev.tare.experiment.MadeSetting;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Step;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Move;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.report.CellText;
import dev.tare.result.Section;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.Records;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MigrateTest {
  private static final Stack KVM = new StackSyntax(Layers.standard()).parse("kvm");
  private static final long S = 1_000_000_000;

  @Test
  void aWorkingSetThatDoesNotFitIsRefused() {
    Migrate migrate = new Migrate();
    assertThat(migrate.prepared(setting("kvm(memory=4g)", Limits.NONE), asked(2147))).isNotNull();
    for (Limits limits : List.of(Limits.NONE, Limits.NONE.with("memory", "96m"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> migrate.prepared(setting("kvm", limits), asked(600)))
          .withMessageStartingWith("--working-set 600: ");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> asked(2148))
        .withMessage("--working-set 2148: from 1 to 2147");
  }

  @Test
  void whatMayBeSentASecondIsWhatAMoveTakes() {
    Parameters slow =
        new Parameters(
            List.of(Way.PRE_COPY), List.of("20"), List.of(400), 1, 10, 300, 3600, Optional.empty());
    assertThat(slow.sendingSeconds(moving(Way.POST_COPY, "20"))).isEqualTo(43.2);
    assertThat(slow.sendingSeconds(moving(Way.PRE_COPY, "5"))).isEqualTo(86.4);
    assertThat(slow.sendingSeconds(moving(Way.PRE_COPY, "20"))).isEqualTo(3600);
    assertThat(slow.sendingSeconds(moving(Way.CHECKPOINT, "20"))).isZero();
    assertThat(asked(400).sendingSeconds(moving(Way.PRE_COPY, "20"))).isZero();
  }

  private static Moving moving(Way how, String work) {
    return new Moving(KVM, how, new Work(work), OptionalInt.empty());
  }

  @Test
  void aRowWhoseMovesAreAllVoidSaysSo() {
    assertThat(total(moved(Optional.of("void"), true, 20))).isEqualTo("void");
    assertThat(total(moved(Optional.empty(), false, 20))).isEqualTo("not within 30 s");
  }

  @Test
  void whatWroteLessThanItWasToIsNoted() {
    assertThat(section(moved(Optional.empty(), true, 17)).notes()).hasSize(2);
    assertThat(section(moved(Optional.empty(), true, 18.5)).notes()).hasSize(1);
  }

  @Test
  void ofSeveralWorkingSetsEachIsAConditionAndWhatIsSentIsDrawnByThem() {
    assertThat(new Migrate().conditions(plan(64)))
        .singleElement()
        .satisfies(one -> assertThat(one.labels()).doesNotContainKey("workingSet"))
        .satisfies(one -> assertThat(one.name()).endsWith("writing 20 MB/s"));
    assertThat(new Migrate().conditions(plan(128, 64)))
        .extracting(one -> one.labels().get("workingSet"))
        .containsExactly("64", "128");
    Section section = section(moved(Optional.empty(), true, 20), plan(128, 64));
    assertThat(section.tables().get(0).rows())
        .extracting(row -> row.get(2).words())
        .containsExactly("writing 20 MB/s, 64 MB in use", "writing 20 MB/s, 128 MB in use");
    assertThat(section.answer())
        .contains("writing 20 MB/s, 64 MB in use: moved in ")
        .contains("writing 20 MB/s, 128 MB in use: moved in ");
    assertThat(curves(section, "What had to be sent").lines())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.points()).extracting(Section.Point::x).containsExactly(64., 128.));
  }

  @Test
  void howFarItWasSlowedDownIsDrawnInSteps() {
    Section.Line line =
        curves(section(moved(Optional.empty(), true, 20)), "How far QEMU stopped its CPUs")
            .lines()
            .get(0);
    assertThat(line.points()).extracting(Section.Point::x).containsExactly(0., .5, .5, 1.);
    assertThat(line.points())
        .extracting(point -> point.y().value())
        .containsExactly(0., 0., 20., 20.);
  }

  @Test
  void anOlderRunHasOneWorkingSetAndIsReadAsSuch() throws BadInput {
    JsonNode older = Records.tree(asked(64)).deepCopy();
    ((ObjectNode) older).put("workingSet", 32);
    assertThat(Records.of(older, Parameters.class, "run.json").workingSet()).containsExactly(32);
  }

  private static Section.Curves curves(Section section, String title) {
    return section.curves().stream()
        .filter(one -> one.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private static String total(Moved moved) {
    return CellText.of(section(moved).tables().get(0).rows().get(0)).get(5);
  }

  private static Section section(Moved moved) {
    return section(moved, plan(64));
  }

  private static Plan<Parameters> plan(Integer... workingSet) {
    return new Plan<>(setting("kvm", Limits.NONE), asked(workingSet), List.of(KVM));
  }

  private static Section section(Moved moved, Plan<Parameters> plan) {
    Migrate.Result result = new Migrate.Result(List.of(moved), false, List.of());
    Migrate migrate = new Migrate();
    List<Moving> all = migrate.conditions(plan);
    List<Step<Moving, Migrate.Result>> steps =
        all.stream()
            .map(one -> new Step<>(one, 1, Optional.<String>empty(), Optional.of(result)))
            .toList();
    return migrate
        .section(new Found<>(plan, all, steps, null, List.of(), null, null))
        .orElseThrow();
  }

  @Test
  void aMachineIsAskedForNoDiskOfData() {
    assertThat(new Migrate().prepared(new StackSyntax(Layers.standard()).parse("kvm"), asked(64)))
        .extracting(Stack::text)
        .isEqualTo("kvm(data=overlay,net=tap)");
  }

  @Test
  void whereItGoesIsAHostThatIsReachedBySsh() {
    for (String to : List.of("kvm", "ssh(host=b)/docker", "slurm")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> asked(Optional.of(to), 64))
          .withMessage("--to " + to + ": must be ssh(host=NAME)");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> asked(Optional.of("ssh"), 64))
        .withMessage("--to ssh: no machine is named; write ssh(host=NAME)");
    Migrate migrate = new Migrate();
    Parameters there = asked(Optional.of("ssh(host=b,port=1)"), 64);
    assertThat(there.host()).contains("b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> migrate.prepared(setting("runc", Limits.NONE), there))
        .withMessage("--env runc: is not moved to another machine; leave --to out, or use kvm");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> migrate.prepared(setting("ssh(host=b)/kvm", Limits.NONE), there))
        .withMessageContaining("--to says to which other one");
    assertThat(migrate.prepared(new StackSyntax(Layers.standard()).parse("kvm"), there).text())
        .isEqualTo("kvm(data=overlay,net=tap,offload=off)");
  }

  private static Moved moved(Optional<String> voided, boolean arrived, double mbPerSecond) {
    return new Moved(
        voided,
        arrived,
        S,
        OptionalLong.of(S / 20),
        OptionalLong.of(S / 20),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.of(70_000_000),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.of(mbPerSecond * 1e6),
        Map.of(),
        List.of(),
        Optional.of(List.of(new Move.Slowed(S / 2, 0.2))));
  }

  private static Parameters asked(Integer... workingSet) {
    return asked(Optional.empty(), workingSet);
  }

  private static Parameters asked(Optional<String> to, Integer... workingSet) {
    return new Parameters(
        List.of(Way.PRE_COPY), List.of("20"), List.of(workingSet), 1, 0, 300, 30, to);
  }

  private static Setting setting(String stack, Limits limits) {
    return MadeSetting.of(stack, 1, 0).withLimits(limits);
  }
}
