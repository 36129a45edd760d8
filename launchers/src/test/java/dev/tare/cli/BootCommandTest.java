package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** All that the verb measures, asked for in one line. */
class BootCommandTest {
  private final Terminal terminal = new Terminal();

  @Test
  void everythingAtOnceIsOneCommand() {
    String line =
        "boot --env docker --env lxc --env kvm --env kvm(machine=microvm) --env runc --env bwrap"
            + " --count 1,2,4,8,12,16 --cache cold --cache warm --from image --from snapshot"
            + " --rate 2 --starts 3 --blocks 1 --dry-run";
    assertThat(terminal.run(line.split(" "))).as(terminal.err()).isZero();
    // The first block alone is printed, every condition once.
    for (String engine :
        List.of(
            "docker run ",
            "lxc-execute ",
            " -M q35",
            " -M microvm",
            "runc ",
            "bwrap ",
            "-incoming")) {
      assertThat(terminal.out().lines()).anyMatch(command -> command.contains(engine));
    }
    assertThat(terminal.err()).isEmpty();
  }
}
