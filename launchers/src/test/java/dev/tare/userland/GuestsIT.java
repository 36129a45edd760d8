package dev.tare.userland;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.launch.Beginning;
import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.Host;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Layer;
import dev.tare.launch.Layers;
import dev.tare.launch.LimitCheck;
import dev.tare.launch.Limits;
import dev.tare.launch.MemoryPool;
import dev.tare.launch.Owner;
import dev.tare.launch.Spec;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.launch.StaleResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Guests that really boot, emulated where there is no KVM, and what is left of them: nothing. */
@Tag("full")
@ResourceLock("emulated guests")
class GuestsIT {
  private static final Owner OWNER = Owner.ofRun("guests");
  private static final String NAME = "tare-guests";
  private static final String GUEST = "kvm(memory=700m,pids=400";
  private static final Owner KILLED = Owner.ofRun("killed");
  private static final String KILLED_NAME = "tare-killed";
  private static final long POOL_BYTES = 2L << 30;
  private static final Duration PATIENT = Duration.ofMinutes(5);
  private static final List<String> PROGRAMS =
      List.of("qemu-system-" + arch(), "qemu-img", "mke2fs", "ssh", "ssh-keygen");

  @TempDir private static Path folder;
  private static Userland userland;
  private static Host host;
  private static MemoryPool pool;
  private static Environment guest;

  private static String arch() {
    return System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
  }

  @BeforeAll
  static void images() throws IOException {
    for (String program : PROGRAMS) {
      Assumptions.assumeTrue(
          HostPrograms.run(Command.of("sh", "-c", "command -v " + program)).succeeded(),
          "needs " + program);
    }
    userland = Userland.built(step -> {});
    GuestImages.build(userland, step -> {});
    Path shipped = Files.createDirectory(folder.resolve("shipped"));
    Files.copy(Path.of(System.getProperty("tare.jar")), shipped.resolve("benchmarks.jar"));
    host =
        new Host(
            userland.places(
                shipped,
                Files.createDirectory(folder.resolve("data")),
                Files.createDirectory(folder.resolve("scratch"))));
    boot();
  }

  /** Boots the one guest that most of it is tried in, where root runs it in a pool of memory. */
  private static void boot() throws IOException {
    if (isRoot()) {
      pool = MemoryPool.make(host, OWNER, NAME + "-of", POOL_BYTES);
    }
    Stack.Step step = stack(GUEST + (isRoot() ? ",cpuset=0)" : ",vcpus=1)")).steps().get(0);
    guest =
        step.layer()
            .enter(
                host,
                new Spec(
                    OWNER,
                    NAME,
                    step.options(),
                    step.limits(),
                    hasEngines() ? List.of("docker", "lxc") : List.of(),
                    Optional.ofNullable(pool),
                    Beginning.USUAL));
  }

  @AfterAll
  static void nothingIsLeft() throws IOException {
    if (host == null) {
      return;
    }
    if (guest != null) {
      guest.close();
    }
    if (pool != null) {
      assertThat(pool.read().kills()).hasValue(0);
      pool.close();
    }
    nothingIsLeftOf(OWNER, NAME);
    assertThat(folder.resolve("data")).isEmptyDirectory();
    try (Stream<Path> files = Files.list(folder.resolve("scratch"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("what is the run's, and goes with its folder")
          .isSubsetOf("shipped.ext4", "keys");
    }
  }

  private static void nothingIsLeftOf(Owner owner, String name) throws IOException {
    assertThat(HostPrograms.run(Command.of("ps", "-e", "-ww", "-o", "args=")).out())
        .doesNotContain(name);
    assertThat(HostPrograms.run(Command.of("sh", "-c", "cat /sys/class/net/*/ifalias")).out())
        .doesNotContain(owner.text());
    assertThat(HostPrograms.run(Command.of("find", "/sys/fs/cgroup", "-type", "d")).out())
        .doesNotContain(name);
  }

  private static Stack stack(String text) {
    return new StackSyntax(Layers.standard()).parse(text);
  }

  private static Environment enter(String text) throws IOException {
    return Layers.enter(host, stack(text), KILLED, KILLED_NAME, Limits.NONE);
  }

  private static Environment inside(String text) throws IOException {
    return Layers.enter(guest, stack(text), OWNER, NAME + "-in", Limits.NONE);
  }

  private static boolean hasEngines() throws IOException {
    return Files.readString(userland.images().resolve("guest")).contains("enginePack=");
  }

  private static void needsEngines() throws IOException {
    Assumptions.assumeTrue(
        hasEngines(), "needs the engine pack; the network was not there when it was made");
  }

  private static boolean isRoot() throws IOException {
    return HostPrograms.run(Command.of("id", "-u")).out().strip().equals("0");
  }

  @Test
  void aRealBenchmarkRunsInAGuestWhoseLimitsHold() throws Exception {
    Limits asked = stack(GUEST + (isRoot() ? ",cpuset=0)" : ")")).steps().get(0).limits();
    assertThat(LimitCheck.differences(asked, guest.limits(), "outside")).isEmpty();
    assertThat(guest.ran(Command.of("nproc")).strip()).isEqualTo("1");
    assertThat(
            guest
                .ran(
                    Command.of(
                        "sh",
                        "-c",
                        "cat /sys/fs/cgroup/$(cut -d: -f3 " + "/proc/self/cgroup)/memory.max"))
                .strip())
        .isEqualTo("734003200");
    assertThat(guest.facts().get("layer.kvm.emulated").orElseThrow())
        .isEqualTo(guest.facts().get("layer.kvm.accelerator").orElseThrow().equals("TCG") + "");
    SameFiles.assertIn(guest, userland);
    Command bench =
        Command.of(guest.places().java(), "-jar", guest.places().shipped() + "/benchmarks.jar")
            .and("Prime", "-f", "1", "-wi", "0", "-i", "1", "-r", "100ms")
            .and("-rf", "json", "-rff", guest.places().scratch() + "/out.json");
    Ended ended = guest.run(bench, PATIENT);
    assertThat(ended.exit()).as(ended.out() + ended.err()).isZero();
    Path out = folder.resolve("out.json");
    guest.pull(guest.places().scratch() + "/out.json", out);
    assertThat(Files.readString(out)).contains("dev.tare.bench.cpu.Prime", "\"score\"");
    assertThat(guest.run(Command.of("touch", guest.places().shipped() + "/x"), PATIENT).exit())
        .isNotZero();
    guest.ran(Command.of("touch", guest.places().data() + "/x"));
  }

  @Test
  void enginesInAGuestRunTheSameFilesUnderTheirLimits() throws Exception {
    needsEngines();
    for (String engine : List.of("lxc(pids=90,memory=200m)", "docker(pids=90,memory=200m)")) {
      Stack.Step step = stack(engine).steps().get(0);
      Spec spec = new Spec(OWNER, NAME, new TreeMap<>(), step.limits());
      assertThat(step.layer().check(guest, spec)).isEmpty();
      try (Environment nested = inside(engine)) {
        assertThat(LimitCheck.differences(step.limits(), nested.limits(), "outside")).isEmpty();
        assertThat(nested.ran(Command.of("cat", "/sys/fs/cgroup/pids.max")).strip())
            .isEqualTo("90");
        SameFiles.assertIn(nested, userland);
        assertThat(nested.run(Command.of(nested.places().java(), "-version"), PATIENT).exit())
            .isZero();
        assertThat(nested.ran(Command.of("ls", nested.places().shipped())))
            .contains("benchmarks.jar");
      }
    }
  }

  @Test
  void aGuestThatIsKilledSaysSoAndLeavesNothing() throws Exception {
    String options = isRoot() ? "kvm(vcpus=1,net=tap,machine=microvm)" : "kvm(vcpus=1)";
    Assumptions.assumeTrue(arch().equals("x86_64"), "needs microvm");
    Layer kvm = stack("kvm").steps().get(0).layer();
    try (Environment killed = enter(options)) {
      Process running = killed.start(Command.of("sleep", "1000"));
      List<StaleResource> own =
          kvm.staleResources(host).stream().filter(one -> one.owner().equals(KILLED)).toList();
      assertThat(own).isNotEmpty().noneMatch(StaleResource::isAbandoned);
      for (StaleResource process : own) {
        if (isQemu(process)) {
          host.ran(process.removal().get(0));
        }
      }
      assertThat(running.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(running.exitValue()).isNotZero();
      assertThatThrownBy(() -> killed.ran(Command.of("true")))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("the guest died, QEMU ended with 137");
    }
    nothingIsLeftOf(KILLED, KILLED_NAME);
  }

  /** What holds a connection into the guest is called as the guest is. */
  private static boolean isQemu(StaleResource process) {
    List<String> removal = process.removal().get(0).words();
    return ProcessHandle.of(Long.parseLong(removal.get(removal.size() - 1)))
        .flatMap(one -> one.info().command())
        .orElse("")
        .contains("qemu-system");
  }

  @Test
  void aGuestLiesInAPoolAndHoldsOneOfVersion2() throws Exception {
    Assumptions.assumeTrue(isRoot(), "needs root");
    needsEngines();
    long inner = 64L << 20;
    String groups =
        host.ran(Command.of("cat", "/proc/" + guest.outsidePid().orElseThrow() + "/cgroup"));
    assertThat(groups).contains("/" + pool.name() + "/" + NAME);
    assertThat(pool.read().mostBytes().orElse(0)).isBetween(100L << 20, POOL_BYTES);
    // The guest has control groups of version 2, whatever the host has.
    for (String engine : List.of("docker(network=none)", "bare")) {
      try (MemoryPool second = MemoryPool.make(guest, OWNER, NAME + "-in", inner)) {
        assertThat(second.read().version()).isEqualTo(2);
        assertThat(second.read().limitBytes()).hasValue(inner);
        reclaimed(engine, second);
      }
    }
    assertThat(guest.ran(Command.of("find", "/sys/fs/cgroup", "-name", "*-pool@*"))).isEmpty();
  }

  private static void reclaimed(String engine, MemoryPool within) throws IOException {
    Limits limits = Limits.NONE.with("memory", "48m").with("memory-soft", "32m");
    try (Environment nested =
        Layers.enter(
            guest,
            stack(engine),
            OWNER,
            NAME + "-in",
            limits,
            Optional.of(within),
            Beginning.USUAL)) {
      assertThat(LimitCheck.differences(limits, nested.limits(), engine)).isEmpty();
      String file = nested.places().data() + "/x";
      nested.ran(Command.of("dd", "if=/dev/zero", "of=" + file, "bs=1M", "count=90"));
      nested.ran(Command.of("rm", file));
      assertThat(within.read().reclaimed().orElse(0)).isPositive();
      assertThat(within.read().kills()).hasValue(0);
      assertThat(within.read().overridden()).isPresent();
    }
  }

  @Test
  void aKernelThatIsNotThereIsNamedInOneLine() {
    assertThatThrownBy(() -> enter("kvm(kernel=/no/such/kernel)").close())
        .isInstanceOf(LaunchException.class)
        .hasMessage("kvm: kernel=/no/such/kernel cannot be read");
  }
}
