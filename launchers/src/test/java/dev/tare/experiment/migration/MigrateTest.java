package dev.tare.experiment.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tare.experiment.Found;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Setting;
import dev.tare.experiment.Step;
import dev.tare.experiment.Timing;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.report.CellText;
import dev.tare.result.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MigrateTest {
  private static final Stack KVM = new StackSyntax(Layers.standard()).parse("kvm");
  private static final Moving MOVING = new Moving(KVM, How.PRE_COPY, new Work("20"));
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
  void aRowWhoseMovesAreAllVoidSaysSo() {
    assertThat(total(moved(Optional.of("void"), true, 20))).isEqualTo("void");
    assertThat(total(moved(Optional.empty(), false, 20))).isEqualTo("not within 30 s");
  }

  @Test
  void whatWroteLessThanItWasToIsNoted() {
    assertThat(section(moved(Optional.empty(), true, 17)).notes()).hasSize(2);
    assertThat(section(moved(Optional.empty(), true, 18.5)).notes()).hasSize(1);
  }

  private static String total(Moved moved) {
    return CellText.of(section(moved).tables().get(0).rows().get(0)).get(5);
  }

  private static Section section(Moved moved) {
    Plan<Parameters> plan = new Plan<>(setting("kvm", Limits.NONE), asked(64), List.of(KVM));
    Migrate.Result result = new Migrate.Result(List.of(moved), false, List.of());
    Step<Moving, Migrate.Result> step =
        new Step<>(MOVING, 1, Optional.empty(), Optional.of(result));
    return new Migrate()
        .section(new Found<>(plan, List.of(MOVING), List.of(step), null, List.of(), null, null))
        .orElseThrow();
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
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.of(mbPerSecond * 1e6),
        Map.of(),
        List.of());
  }

  private static Parameters asked(int workingSet) {
    return new Parameters(List.of(How.PRE_COPY), List.of("20"), workingSet, 1, 0, 300, 30);
  }

  private static Setting setting(String stack, Limits limits) {
    return new Setting(
        List.of(stack),
        limits,
        1,
        new Timing(1, 10, 2, 10),
        true,
        List.of(),
        0,
        new TreeSet<>(Set.of(0)),
        0);
  }
}
