package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergingProgramTest {
  @TempDir private Path folder;
  private Host host;

  @BeforeEach
  void lies() throws IOException {
    MergingProgram.copy(folder);
    host = new Host(new Places("", "", "java", folder.toString(), "", ""));
    Optional<String> obstacle = MergingProgram.obstacle(host);
    assumeThat(obstacle).as("needs Linux 6.4 with KSM").isEmpty();
  }

  @Test
  void becomesTheProgramWithItsWordsAndItsExitCode() throws IOException {
    Ended ended = ran("sh", "-c", "echo \"$1\"; exit 3", "sh", "a b");
    assertThat(ended.out()).isEqualTo("a b\n");
    assertThat(ended.exit()).isEqualTo(3);
  }

  @Test
  void whatItBecomesAndStartsMayBeMerged() throws IOException {
    assumeThat(host.read("/proc/self/ksm_stat")).as("needs Linux 6.12").contains("ksm_merge_any");
    assertThat(ran("cat", "/proc/self/ksm_stat").out()).contains("ksm_merge_any: yes");
    assertThat(ran("sh", "-c", "true; cat /proc/self/ksm_stat; true").out())
        .contains("ksm_merge_any: yes");
    assertThat(host.ran(Command.of("cat", "/proc/self/ksm_stat"))).contains("ksm_merge_any: no");
  }

  @Test
  void programThatIsNotThereIsALine() throws IOException {
    Ended ended = ran("no-such-program");
    assertThat(ended.exit()).isEqualTo(127);
    assertThat(ended.err()).isEqualTo("merging: no-such-program: not found\n");
  }

  private Ended ran(String... words) throws IOException {
    return host.run(
        Command.of(MergingProgram.before(folder.toString(), java.util.List.of(words))),
        Environment.PATIENCE);
  }
}
