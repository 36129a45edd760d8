package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.Facts;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitCheckTest {
  private static final Limits ASKED =
      Limits.NONE
          .with("cpuset", "0-1,3")
          .with("shares", "512")
          .with("cpus", "0.333")
          .with("memory", "100000000")
          .with("memory-soft", "50m")
          .with("pids", "100");

  @Test
  void aLimitThatDidNothingIsNamedWithWhatWasAskedAndFound() {
    assertThat(LimitCheck.differences(ASKED, Limits.NONE, "outside"))
        .containsExactly(
            "cpuset=0-1,3 was asked for, outside finds no limit",
            "shares=512 was asked for, outside finds no limit",
            "cpus=0.333 was asked for, outside finds no limit",
            "memory=100000000 was asked for, outside finds no limit",
            "memory-soft=52428800 was asked for, outside finds no limit",
            "pids=100 was asked for, outside finds no limit");
    assertThat(LimitCheck.differences(ASKED, ASKED.with("pids", "101"), "inside"))
        .containsExactly("pids=100 was asked for, inside finds 101");
    assertThat(LimitCheck.differences(ASKED, ASKED.with("cpuset", "0-3"), "inside"))
        .containsExactly("cpuset=0-1,3 was asked for, inside finds 0-3");
    assertThat(LimitCheck.differences(ASKED, ASKED.with("cpus", "0.34"), "inside")).hasSize(1);
    assertThat(LimitCheck.differences(ASKED, ASKED.with("memory", "100m"), "inside")).hasSize(1);
  }

  @Test
  void whatTheKernelRoundsAndWhatIsWrittenOtherwiseHolds() {
    Limits found = ASKED.with("cpuset", "0,1,3").with("memory", "99999744").with("cpus", "0.334");
    assertThat(LimitCheck.differences(ASKED, found, "outside")).isEmpty();
  }

  @Test
  void whatWasNotAskedForIsNoDifference() {
    assertThat(LimitCheck.differences(Limits.NONE, ASKED, "outside")).isEmpty();
  }

  @Test
  void factsFromInsideBecomeLimits() {
    Facts version1 =
        Facts.of(
            Map.of(
                "limits.cpu.affinity", "0-3",
                "limits.cpu.set", "0-1,3",
                "limits.cpu.shares", "512",
                "limits.cpu.quotaCpus", "0.333",
                "limits.memory.maxBytes", "99999744",
                "limits.swap.maxBytes", "0",
                "limits.memory.softBytes", "52428800",
                "limits.pids.max", "100"));
    assertThat(LimitCheck.differences(ASKED, LimitCheck.ofFacts(version1, ASKED), "inside"))
        .isEmpty();
    Facts version2 =
        Facts.of(
            Map.of(
                "limits.cpu.affinity", "0-1,3",
                "limits.cpu.weight", "20",
                "limits.cpu.quotaCpus", "0.333",
                "limits.memory.maxBytes", "99999744",
                "limits.memory.lowBytes", "52428800",
                "limits.pids.max", "100"));
    assertThat(LimitCheck.differences(ASKED, LimitCheck.ofFacts(version2, ASKED), "inside"))
        .isEmpty();
  }

  @Test
  void unlimitedInsideIsNoLimit() {
    Facts facts =
        Facts.of(
            Map.of(
                "limits.cpu.quotaCpus", "unlimited",
                "limits.memory.maxBytes", "268435456",
                "limits.swap.maxBytes", "unlimited",
                "limits.memory.lowBytes", "0",
                "limits.pids.max", "unlimited"));
    assertThat(LimitCheck.ofFacts(facts, Limits.NONE)).isEqualTo(Limits.NONE);
  }
}
