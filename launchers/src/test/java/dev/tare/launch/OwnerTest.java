package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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

    assertThat(new Owner("run", now.pid(), now.startedMs() - 1).isAlive()).isFalse();
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
