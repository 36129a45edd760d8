package dev.tare.experiment.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.launch.Layers;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What starts can begin from, without any engine. */
class BeginningsTest {
  private static List<Stack> stacks(String... texts) {
    StackSyntax syntax = new StackSyntax(Layers.standard());
    return Stream.of(texts).map(syntax::parse).toList();
  }

  @Test
  void whoHasNothingSavedIsSaidWithTheReason() {
    assertThat(Beginnings.without(List.of(From.CHECKPOINT), stacks("runc", "lxc", "docker")))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith("lxc: no checkpoint, which lxc-checkpoint saves, but")
                    .contains("; docker: no checkpoint, which is had of runc and kvm alone")
                    .doesNotContain("runc:"));
  }

  @Test
  void nothingIsSaidWhereNothingSavedIsAskedForOrAllHaveIt() {
    assertThat(Beginnings.without(List.of(From.IMAGE), stacks("lxc"))).isEmpty();
    assertThat(Beginnings.without(List.of(From.SNAPSHOT, From.CHECKPOINT), stacks("runc", "kvm")))
        .isEmpty();
  }
}
