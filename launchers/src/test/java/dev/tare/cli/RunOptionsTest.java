package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunOptionsTest {
  private static String kept(String... typed) {
    return RunOptions.kept(List.of(typed));
  }

  @Test
  void ofAnAbsoluteFolderOnlyItsNameIsKept() {
    assertThat(kept("matrix", "--out", "/srv/people/x/one", "--blocks", "2"))
        .isEqualTo("matrix --out one --blocks 2");
    assertThat(kept("quick", "--out=/srv/people/x/one/")).isEqualTo("quick --out=one");
    assertThat(kept("quick", "--out", "here/one")).isEqualTo("quick --out here/one");
  }

  @Test
  void theUsersHomeIsATilde() {
    String home = System.getProperty("user.home");
    assertThat(kept("matrix", "--data", home + "/data", "--calibration=" + home + "/c.json"))
        .isEqualTo("matrix --data ~/data --calibration=~/c.json");
  }
}
