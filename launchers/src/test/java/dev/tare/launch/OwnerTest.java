package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OwnerTest {
  @Test
  void thisProcessIsAlive() {
    Owner owner = Owner.ofRun("20260101-000000-000");

    assertThat(owner.isAlive()).isTrue();
    assertThat(Owner.parse(owner.text())).contains(owner);
  }

  @Test
  void anotherProcessWithTheSamePidIsNotTheOwner() {
    Owner now = Owner.ofRun("run");

    assertThat(new Owner("run", now.pid(), now.startedTicks() - 1).isAlive()).isFalse();
  }

  /** Counted from when the machine started: what happens to the time of day changes nothing. */
  @Test
  void startIsTheKernelsOwnCount() throws Exception {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");

    assertThat(Owner.ofRun("run").startedTicks()).isEqualTo(Long.parseLong(fields[19]));
  }

  /** Its parent may never reap it. */
  @Test
  void aZombieOwnsNothing() throws Exception {
    // It ends only once the shell, which would collect it, has become a program that does not.
    Process parent = new ProcessBuilder("sh", "-c", "sleep 1 & echo $!; exec sleep 60 >&-").start();
    try (BufferedReader said = parent.inputReader()) {
      long zombie = Long.parseLong(said.readLine());
      Path stat = Path.of("/proc", Long.toString(zombie), "stat");
      while (!Files.readString(stat).contains(") Z ")) {
        Thread.sleep(10);
      }
      String[] fields = Files.readString(stat).replaceFirst(".*\\) ", "").split(" ");
      assertThat(new Owner("run", zombie, Long.parseLong(fields[19])).isAlive()).isFalse();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void anEndedProcessOwnsNothing() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    long pid = ended.pid();
    ended.waitFor();

    assertThat(new Owner("run", pid, 0).isAlive()).isFalse();
  }

  @Test
  void whatAnotherProgramWroteIsNoOwner() {
    assertThat(Owner.parse("")).isEmpty();
    assertThat(Owner.parse("web-1")).isEmpty();
    assertThat(Owner.parse("a b:1:2")).isEmpty();
    assertThat(Owner.parse("run:1:x")).isEmpty();
  }

  @Test
  void whatAnotherMachineMadeIsNeverAbandonedHere() {
    Owner elsewhere = new Owner("run", 1_000_000_000, 0, "00000000");

    assertThat(elsewhere.isAlive()).isTrue();
    assertThat(Owner.parse(elsewhere.text())).contains(elsewhere);
    assertThat(new Owner("run", 1_000_000_000, 0).isAlive()).isFalse();
  }
}
