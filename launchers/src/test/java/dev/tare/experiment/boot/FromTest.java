package dev.tare.experiment.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.launch.Layers;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What starts can begin from, without any engine. */
class FromTest {
  private static List<Stack> stacks(String... texts) {
    StackSyntax syntax = new StackSyntax(Layers.standard());
    return Stream.of(texts).map(syntax::parse).toList();
  }

  @Test
  void whoHasNothingSavedIsSaidWithTheReason() {
    assertThat(From.without(List.of(From.CHECKPOINT), stacks("runc", "lxc", "docker")))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith("lxc: no checkpoint, which lxc-checkpoint saves, but")
                    .contains(
                        "; docker: no checkpoint, for checkpoints are had of runc alone, and snapshots of kvm")
                    .doesNotContain("runc:"));
  }

  @Test
  void nothingIsSaidWhereNothingSavedIsAskedForOrAllHaveIt() {
    assertThat(From.without(List.of(From.IMAGE), stacks("lxc"))).isEmpty();
    assertThat(From.without(List.of(From.SNAPSHOT, From.CHECKPOINT), stacks("runc", "kvm")))
        .isEmpty();
  }

  @Test
  void machineOnBridgeHasNoSnapshotAndIsToldWhy() {
    StackSyntax syntax = new StackSyntax(Layers.standard());
    assertThat(From.SNAPSHOT.isOf(syntax.parse("kvm(net=user)"))).isTrue();
    assertThat(From.SNAPSHOT.isOf(syntax.parse("kvm(net=tap)"))).isFalse();
    assertThat(
            From.without(
                List.of(From.IMAGE, From.SNAPSHOT),
                List.of(syntax.parse("kvm"), syntax.parse("kvm(net=tap)"))))
        .hasValue(
            "kvm(net=tap): no snapshot, for its clones would have its address on the bridge or its"
                + " disk of data; take net=user and data=overlay");
  }
}
