package dev.tare.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CgroupsTest {
  private static final String V2 =
      "30 23 0:26 %s /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate";

  @Test
  void theProcessesGroupComesFirstAndTheMountedOneLast() {
    Cgroups cgroups =
        Cgroups.parse(List.of("0::/user.slice/a.scope"), Mount.parse(List.of(V2.formatted("/"))));
    assertThat(cgroups.chain("memory"))
        .hasValue(
            new Cgroups.Chain(
                2,
                List.of(
                    "/sys/fs/cgroup/user.slice/a.scope",
                    "/sys/fs/cgroup/user.slice",
                    "/sys/fs/cgroup")));
  }

  @Test
  void aContainersOwnGroupIsTheMountedOne() {
    assertThat(chain("/", "/")).containsExactly("/sys/fs/cgroup");
    assertThat(chain("/docker/0f", "/docker/0f")).containsExactly("/sys/fs/cgroup");
    assertThat(chain("/docker/0f/sub", "/docker/0f"))
        .containsExactly("/sys/fs/cgroup/sub", "/sys/fs/cgroup");
  }

  @Test
  void aGroupOutsideTheMountedOneIsNotLookedFor() {
    assertThat(chain("/../other", "/")).containsExactly("/sys/fs/cgroup");
    assertThat(chain("/docker/0fff", "/docker/0f")).containsExactly("/sys/fs/cgroup");
  }

  @Test
  void aControllerIsNotTakenForAnotherThatBeginsSo() {
    Cgroups cgroups =
        Cgroups.parse(
            List.of("5:cpuset:/a", "4:cpu,cpuacct:/b", "0::/"),
            Mount.parse(
                List.of(
                    "40 39 0:33 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset",
                    "41 39 0:34 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct")));
    assertThat(cgroups.chain("cpu"))
        .hasValue(
            new Cgroups.Chain(
                1, List.of("/sys/fs/cgroup/cpu,cpuacct/b", "/sys/fs/cgroup/cpu,cpuacct")));
    assertThat(cgroups.chain("memory")).isEmpty();
  }

  @Test
  void listsOfCpusAreRangesAndSingleNumbers() {
    assertThat(CpuList.parse("0-2,8\n").orElseThrow()).containsExactly(0, 1, 2, 8);
    assertThat(CpuList.parse("")).isEmpty();
    assertThat(CpuList.parse("none")).isEmpty();
  }

  @Test
  void aValueIsFoundByItsWholeName() {
    String text = "MemTotalMore: 1\nMemTotal:   24 kB\nthrottled_usec 7\n";
    assertThat(ProcText.value(text, "MemTotal")).hasValue("24 kB");
    assertThat(ProcText.value(text, "throttled")).isEmpty();
    assertThat(ProcText.count(text, "throttled_usec")).hasValue(7);
    assertThat(ProcText.count(text, "MemTotal")).isEmpty();
  }

  private static List<String> chain(String path, String root) {
    return Cgroups.parse(List.of("0::" + path), Mount.parse(List.of(V2.formatted(root))))
        .chain("cpu")
        .orElseThrow()
        .folders();
  }
}
