package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layers on the engines that this host has. */
@Tag("full")
@Isolated("mounts and processes of the whole machine are to be as before")
class EnginesTest {
  private static final String DOCKER = "docker(network=none)";
  private static final String LXC = "lxc";
  private static final String PODMAN = "podman(network=none)";
  private static final String RUNC = "runc";
  private static final String CRUN = "crun";
  private static final String RUNSC = "runsc";
  private static final String NSPAWN = "nspawn";
  private static final String BWRAP = "bwrap";
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path folder;

  @AutoClose private static EngineHost engines;
  private static Host host;

  @BeforeAll
  static void userland() throws IOException {
    engines = EngineHost.in(folder, "engines");
    host = engines.host();
  }

  @ParameterizedTest
  @ValueSource(strings = {DOCKER, PODMAN, LXC, RUNC, CRUN, RUNSC, NSPAWN, BWRAP, "bare(pids=500)"})
  void commandsHaveStreamsVariablesAndExitCodes(String stack) throws Exception {
    try (Environment made = engines.enter(stack)) {
      Command command =
          Command.of(
                  "sh", "-c", "cat; echo \"$A|$1\"; echo wrong >&2; exit 7", "sh", "x  $HOME 'y'")
              .with("A", "b  c");
      Process process = made.start(command);
      process.getOutputStream().write("from stdin\n".getBytes(StandardCharsets.UTF_8));
      Ended ended = Ended.of(process, SOON, command.line());
      assertThat(ended).isEqualTo(new Ended(7, "from stdin\nb  c|x  $HOME 'y'\n", "wrong\n"));
      assertThat(made.run(Command.of("sh", "-c", "kill -9 $$"), SOON).exit()).isEqualTo(137);
      assertThat(made.run(Command.of("no-such-program"), SOON).exit()).isBetween(126, 127);
    }
  }

  /** What runs in runsc is filtered from outside, which is not seen inside. */
  @ParameterizedTest
  @ValueSource(strings = {DOCKER, "docker(seccomp=off)", PODMAN, LXC, RUNC, CRUN, NSPAWN, BWRAP})
  void factsSayWhetherCommandsRunUnderAFilterOfSystemCalls(String stack) throws Exception {
    try (Environment made = engines.enter(stack)) {
      boolean filtered = made.ran(Command.of("cat", "/proc/self/status")).contains("Seccomp:\t2\n");
      String layer = stack.replaceFirst("\\(.*", "");
      assertThat(made.facts().get("layer." + layer + ".seccomp")).contains(filtered ? "on" : "off");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {DOCKER, PODMAN, LXC, RUNC, CRUN, RUNSC, NSPAWN, BWRAP})
  void filesGoInAndComeOutUnchanged(String stack) throws Exception {
    byte[] bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);
    Path in = Files.write(folder.resolve("in"), bytes);
    assertThat(in.toFile().setExecutable(true)).isTrue();
    Path out = folder.resolve("out");
    try (Environment made = engines.enter(stack)) {
      made.push(in, "/tmp/a b");
      made.pull("/tmp/a b", out);
      assertThat(out).hasBinaryContent(bytes);
      assertThat(made.ran(Command.of("stat", "-c", "%a", "/tmp/a b")).strip()).isEqualTo("755");
      assertThatThrownBy(() -> made.push(in, "/nowhere/a")).hasMessageContaining("/nowhere/a");
      assertThatThrownBy(() -> made.pull("/nowhere", out)).hasMessageContaining("/nowhere");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {DOCKER, PODMAN, LXC, RUNC, CRUN, RUNSC, NSPAWN, BWRAP})
  void theShippedFolderIsReadOnlyAndDataIsTheHosts(String stack) throws Exception {
    try (Environment made = engines.enter(stack)) {
      Places places = made.places();
      assertThat(made.ran(Command.of("cat", places.shipped() + "/jar"))).isEqualTo("shipped");
      assertThat(made.run(Command.of("touch", places.shipped() + "/x"), SOON).exit()).isNotZero();
      made.ran(Command.of("touch", places.data() + "/from-inside"));
      assertThat(engines.tiny().data().resolve("from-inside")).exists();
      Files.delete(engines.tiny().data().resolve("from-inside"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker(network=none,data=overlay)",
        "docker(network=none,data=volume)",
        "docker(network=none,data=tmpfs)",
        "podman(network=none,data=volume)",
        "lxc(data=overlay)",
        "runc(data=overlay)",
        "bwrap(data=overlay)"
      })
  void dataInTheOverlayIsNotTheHosts(String stack) throws Exception {
    try (Environment made = engines.enter(stack)) {
      made.ran(Command.of("mkdir", "-p", made.places().data()));
      made.ran(Command.of("touch", made.places().data() + "/from-inside"));
      assertThat(engines.tiny().data().resolve("from-inside")).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker(network=nat,publish=24242,pids=50)",
        "lxc(network=bridge,pids=50)",
        "podman(network=none,pids=50)",
        "runc(network=bridge,pids=50)",
        "crun(network=bridge,pids=50)",
        RUNSC,
        "nspawn(network=bridge,pids=50)",
        "bwrap(network=bridge,pids=50)",
        "bare(pids=50)"
      })
  void closeLeavesNothing(String stack) throws Exception {
    TreeSet<String> before = HostTraces.seen(host);
    try (Environment made = engines.enter(stack)) {
      made.start(Command.of("sleep", "1000"));
      assertThat(HostTraces.seen(host).stream().filter(line -> !before.contains(line)))
          .isNotEmpty();
    }
    assertThat(HostTraces.since(before, host)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker(cpuset=999)",
        "docker(image=tare/no-such-image)",
        "docker(runtime=none-such)",
        "podman(network=none,cpuset=999)",
        "lxc(network=bridge,cpuset=999)",
        "runc(network=bridge,cpuset=999)",
        "crun(cpuset=999)",
        "nspawn(network=bridge,cpuset=999)",
        "bwrap(cpuset=999)",
        "bare(pids=50,cpuset=999)"
      })
  void aFailedEntryLeavesNothingAndSaysWhy(String stack) throws Exception {
    engines.needs(stack);
    TreeSet<String> before = HostTraces.seen(host);
    assertThatThrownBy(() -> engines.enter(stack).close())
        .isInstanceOf(LaunchException.class)
        .hasMessageMatching(".*(999|no-such-image|none-such).*");
    assertThat(HostTraces.since(before, host)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {DOCKER, PODMAN, LXC, RUNC, CRUN, RUNSC, NSPAWN, BWRAP})
  void whatIsKilledFromOutsideEndsItsCommandsWithAnError(String stack) throws Exception {
    try (Environment made = engines.enter(stack)) {
      Process process = made.start(Command.of("sleep", "1000"));
      assertThat(process.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
      host.ran(Command.of("kill", "-9", made.outsidePid().orElseThrow()));
      assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isNotZero();
      assertThatThrownBy(() -> made.ran(Command.of("true"))).isInstanceOf(LaunchException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker",
        "docker(network=nat,publish=24242)",
        "docker(network=host)",
        "lxc(network=bridge)",
        "lxc(network=host)",
        "runc(network=bridge)",
        "crun(network=bridge)",
        "runsc(network=host)",
        "nspawn(network=bridge)",
        "bwrap(network=bridge)",
        "bwrap(network=host)"
      })
  void aServerInsideIsReachedAtItsAddress(String stack) throws Exception {
    try (Environment made = engines.enter(stack)) {
      Process server =
          made.start(Command.of("busybox", "httpd", "-f", "-p", "24242", "-h", "/usr/share/tare"));
      try {
        String address = made.address().orElseThrow();
        assertThat(fetched("http://" + address + ":24242/userland"))
            .isEqualTo(engines.tiny().image().replaceFirst(".*:", ""));
      } finally {
        server.destroy();
      }
    }
  }

  private static String fetched(String url) throws Exception {
    for (int left = 50; ; left--) {
      try (InputStream in = URI.create(url).toURL().openStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      } catch (IOException e) {
        if (left == 0) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        DOCKER,
        PODMAN,
        "lxc(network=bridge)",
        "runc(network=bridge)",
        CRUN,
        RUNSC,
        "nspawn(network=bridge)",
        BWRAP,
        "bare(pids=50)"
      })
  void whatAKilledRunLeavesIsFoundByItsLabelAndRemoved(String stack) throws Exception {
    engines.needs(stack);
    TreeSet<String> before = HostTraces.seen(host);
    Stack parsed = EngineHost.stack(stack);
    Environment forgotten = Layers.enter(host, parsed, EngineHost.DEAD, "tare-killed", Limits.NONE);
    forgotten.start(Command.of("sleep", "1000"));
    List<StaleResource> left =
        parsed.steps().get(0).layer().staleResources(host).stream()
            .filter(one -> one.owner().equals(EngineHost.DEAD))
            .toList();
    assertThat(left).isNotEmpty().allMatch(StaleResource::isAbandoned);
    for (StaleResource one : left) {
      for (Command removal : one.removal()) {
        host.ran(removal);
      }
    }
    // The folder of a run goes as a whole: see StaleResourcesTest.
    host.ran(Command.of("rm", "-rf", host.places().scratch() + "/tare-killed"));
    assertThat(HostTraces.since(before, host)).isEmpty();
    assertThat(parsed.steps().get(0).layer().staleResources(host))
        .noneMatch(one -> one.owner().equals(EngineHost.DEAD));
  }

  @Test
  void withoutATarTheImageIsMadeOfTheUserlandsOwnFiles() throws Exception {
    engines.needs(DOCKER);
    Environment guest = engines.tiny().likeInAGuest();
    host.run(Command.of("docker", "rmi", engines.tiny().image()), SOON);
    Stack stack = EngineHost.stack(DOCKER);
    try (Environment made =
        Layers.enter(guest, stack, engines.owner(), "tare-engines", Limits.NONE)) {
      assertThat(made.ran(Command.of("cat", Places.USERLAND_HASH)).strip())
          .isEqualTo(engines.tiny().image().replaceFirst(".*:", ""));
      assertThat(made.run(Command.of("ls", Places.USERLAND_FILES), SOON).exit()).isNotZero();
    }
  }

  @Test
  void anImageOfOnesOwnRunsWhateverItsEntrypointIs() throws Exception {
    engines.needs(DOCKER);
    engines.enter(DOCKER).close();
    String own = "tare-engines-own:1";
    String made =
        host.ran(Command.of("docker", "create", "--entrypoint", "false", engines.tiny().image()));
    try {
      host.ran(Command.of("docker", "commit", made.strip(), own));
      try (Environment inside = engines.enter("docker(network=none,image=" + own + ")")) {
        assertThat(inside.run(Command.of("sh", "-c", "exit 3"), SOON).exit()).isEqualTo(3);
        assertThat(inside.places().java()).isEqualTo("java");
        assertThat(inside.facts().get("layer.docker.image")).isPresent();
      }
    } finally {
      host.run(Command.of("docker", "rm", made.strip()), SOON);
      host.run(Command.of("docker", "rmi", own), SOON);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker",
        "podman",
        "lxc(network=bridge)",
        "runc(network=bridge)",
        CRUN,
        RUNSC,
        NSPAWN,
        BWRAP,
        "bare(pids=50)"
      })
  void nothingIsMissingHere(String stack) throws Exception {
    engines.needs(stack);
    Stack.Step step = EngineHost.stack(stack).steps().get(0);
    Spec spec = new Spec(engines.owner(), "tare-x", step.options(), step.limits());
    assertThat(step.layer().check(host, spec)).noneMatch(Finding::stops);
  }
}
