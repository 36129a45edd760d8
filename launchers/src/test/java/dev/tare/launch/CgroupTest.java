package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Waits for a group that stays, beside other tests. */
@Execution(ExecutionMode.CONCURRENT)
class CgroupTest {
  private static final Owner OWNER = Owner.ofRun("groups");
  private static final Limits LIMITS = Limits.NONE.with("pids", "64");

  private final Host host = new Host(new Places("/", "/", "java", "/tmp", "/tmp", "/tmp"));

  @BeforeEach
  void groupsCanBeMade() throws Exception {
    EngineHost.needsRoot(host);
    List<Finding> missing = CgroupCheck.check(host, LIMITS);
    Assumptions.assumeTrue(missing.isEmpty(), () -> missing.get(0).line());
  }

  /** As a bomb that was killed leaves it: a group of its own below, with somebody in it. */
  @Test
  void whatRunsInGroupsBelowGoesWithTheGroup() throws Exception {
    Process sleeper;
    Path folder;
    try (Cgroup group = make("tare-groups-below")) {
      sleeper = host.start(group.command(Command.of("sleep", "600")));
      folder = folder("tare-groups-below");
      Path below = Files.createDirectory(folder.resolve("below"));
      Files.writeString(below.resolve("cgroup.procs"), Long.toString(sleeper.pid()));
    }

    assertThat(sleeper.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(sleeper.exitValue()).isEqualTo(128 + 9);
    assertThat(folder).doesNotExist();
  }

  @Test
  void aGroupThatStaysIsOneLineWithTheRemedy() throws Exception {
    Cgroup group = make("tare-groups-busy");
    Path busy = Files.createTempDirectory("busy");
    Path folder = folder("tare-groups-busy");
    try {
      host.ran(Command.of("mount", "--bind", busy.toString(), folder.toString()));
      assertThatThrownBy(group::close)
          .isInstanceOf(LaunchException.class)
          .hasMessageMatching(
              "control group not removed: /[^ ]+ is still in use; `env --clean` does it later");
    } finally {
      host.run(Command.of("umount", folder.toString()), Environment.PATIENCE);
      host.ran(Command.of("rmdir", folder.toString()));
      Files.delete(busy);
    }
  }

  private Cgroup make(String name) throws Exception {
    return Cgroup.make(host, new Spec(OWNER, name, new TreeMap<>(), LIMITS), LIMITS);
  }

  private Path folder(String name) throws Exception {
    String found =
        host.ran(Command.of("find", "/sys/fs/cgroup", "-type", "d", "-name", name + "@*"));
    return found
        .lines()
        .map(Path::of)
        .filter(path -> path.toString().contains(pid()))
        .findFirst()
        .orElseThrow();
  }

  private static String pid() {
    return "@" + ProcessHandle.current().pid() + "@";
  }
}
