package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineChecksTest {
  private static final String INFO =
      """
      {"ServerVersion":"20.10.24","MemoryLimit":true,"CPUSet":true,"CPUShares":true,\
      "CpuCfsQuota":true,"PidsLimit":false}""";

  @Test
  void aDaemonThatDoesNotAnswerIsTold() {
    Ended ended =
        new Ended(
            1,
            "{\"ServerVersion\":\"\"}",
            "Cannot connect to the Docker daemon at unix:///var/run/docker.sock.\n");
    assertThat(DockerCheck.daemon(ended, Limits.NONE))
        .singleElement()
        .satisfies(finding -> assertThat(finding.stops()).isTrue())
        .extracting(Finding::line)
        .isEqualTo(
            "the docker daemon does not answer (Cannot connect to the Docker daemon at"
                + " unix:///var/run/docker.sock.); systemctl start docker, or run dockerd as root");
  }

  @Test
  void missingPermissionIsTold() {
    Ended ended =
        new Ended(1, "", "permission denied while trying to connect to the Docker daemon socket");
    assertThat(DockerCheck.daemon(ended, Limits.NONE))
        .singleElement()
        .extracting(Finding::remedy)
        .asString()
        .contains("group docker");
  }

  @Test
  void aLimitWhoseControllerTheDaemonLacksIsNamed() {
    Ended ended = new Ended(0, INFO, "");
    assertThat(DockerCheck.daemon(ended, Limits.NONE.with("cpuset", "0,1"))).isEmpty();
    assertThat(DockerCheck.daemon(ended, Limits.NONE.with("cpuset", "0,1").with("pids", "9")))
        .singleElement()
        .extracting(Finding::what)
        .asString()
        .contains("pids");
  }

  @Test
  void whatDockerSaysIsTheErrorAndNotTheHint() {
    assertThat(
            DockerContainer.said(
                "WARNING: no swap\ndocker: Error response from daemon: port is taken.\n\n"
                    + "Run 'docker run --help' for more information\n"))
        .isEqualTo("docker: Error response from daemon: port is taken.");
    assertThat(DockerContainer.said("")).isNotBlank();
  }

  @Test
  void whatLxcSaysIsItsFirstError() {
    assertThat(
            LxcContainer.said(
                """
                lxc-execute a 20261121 ERROR    cgfsng - ../src/lxc/cgroups/cgfsng.c:limits:3165 - \
                Numerical result out of range - Failed to set "cpuset.cpus" to "7"
                lxc-execute a 20261121 ERROR    start - ../src/lxc/start.c:lxc_spawn:1795 - Failed
                """))
        .isEqualTo("Numerical result out of range - Failed to set \"cpuset.cpus\" to \"7\"");
  }

  @Test
  void aControllerThatIsNotHandedDownIsNamed() {
    assertThat(CgroupCheck.delegated("cpu", "/c", "cpu memory", "", false)).isEmpty();
    assertThat(CgroupCheck.delegated("cpu", "/c", "cpu memory", "cpu", true)).isEmpty();
    assertThat(CgroupCheck.delegated("cpu", "/c", "cpu memory", "memory", true))
        .map(Finding::what)
        .hasValue("the controller cpu is not delegated to groups in /c");
    assertThat(CgroupCheck.delegated("cpu", "/c", "cpuset memory", "", false))
        .map(Finding::what)
        .hasValue("the controller cpu is not in /c/cgroup.controllers");
  }

  @Test
  void freeSpaceIsReadFromTheLastLine() {
    assertThat(
            DiskSpace.freeMib(
                "Filesystem 1024-blocks Used Available Capacity Mounted on\n"
                    + "/dev/vda 263112772 24000000 2097152 24% /\n"))
        .hasValue(2048);
    assertThat(DiskSpace.freeMib("")).isEmpty();
  }

  @Test
  void theMonitorOfAContainerTellsWhereItLies() {
    assertThat(Lxc.monitored("[lxc monitor] /tmp/a b/run tare-x"))
        .containsExactly("/tmp/a b/run", "tare-x");
    assertThat(Lxc.monitored("")).isEmpty();
    assertThat(Lxc.owner("# dev.tare.owner=r:1:2:0a1b2c3d\nlxc.uts.name = x\n"))
        .hasValue(new Owner("r", 1, 2, "0a1b2c3d"));
    assertThat(Lxc.owner("lxc.uts.name = x\n")).isEqualTo(Optional.empty());
    assertThat(LxcConfig.escaped("/a b\\c")).isEqualTo("/a\\040b\\134c");
  }
}
