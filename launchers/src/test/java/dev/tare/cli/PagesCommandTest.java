package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the verb refuses before anything is made. */
class PagesCommandTest {
  @Test
  void environmentsThatDecideOrCannotDecideWhatIsMergedAreRefusedInOneLine() {
    Map<String, String> refused =
        Map.of(
            "docker(merge=off)", "leave merge= out; --sharing says what is merged",
            "kvm(merge=on)/docker", "leave merge= out; --sharing says what is merged",
            "bare", "its memory cannot be shared by this host's KSM; ",
            "runsc", "its memory cannot be shared by this host's KSM; ");
    refused.forEach(
        (stack, why) -> {
          Terminal own = new Terminal();
          assertThat(own.run("pages", "--env", stack, "--dry-run")).isEqualTo(ExitCode.USAGE);
          assertThat(own.err()).startsWith("tare: --env " + stack + ": " + why).hasLineCount(1);
        });
  }
}
