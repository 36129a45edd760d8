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

class CgroupTest {
  private static final Owner OWNER = Owner.ofRun("groups");
  private static final Limits LIMITS = Limits.NONE.with("pids", "64");

  private static final Spec SPEC = new Spec(OWNER, "tare-groups", new TreeMap<>(), LIMITS);

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
    try (Cgroup group = Cgroup.make(host, SPEC, LIMITS)) {
      sleeper = host.start(group.command(Command.of("sleep", "600")));
      folder = folder();
      Path below = Files.createDirectory(folder.resolve("below"));
      Files.writeString(below.resolve("cgroup.procs"), Long.toString(sleeper.pid()));
    }

    assertThat(sleeper.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(sleeper.exitValue()).isEqualTo(128 + 9);
    assertThat(folder).doesNotExist();
  }

  @Test
  void aGroupThatStaysIsOneLineWithTheRemedy() throws Exception {
    Cgroup group = Cgroup.make(host, SPEC, LIMITS);
    Path busy = Files.createTempDirectory("busy");
    Path folder = folder();
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

  private Path folder() throws Exception {
    String found =
        host.ran(Command.of("find", "/sys/fs/cgroup", "-type", "d", "-name", "tare-groups@*"));
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
