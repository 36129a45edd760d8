package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.result.io.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs that are killed at a random moment: what they ran on the host ends with them, what they made
 * is found by {@code env --clean}, and they can be gone on with. {@link ConcurrentResumeIT} kills
 * density and isolate.
 */
@Tag("full")
@ResourceLock("emulated guests")
@ResourceLock("what killed runs leave")
class KilledRunsIT {
  private static final int MOST_MS = 6_000;
  private static final long SEED = Long.getLong("tare.seed", System.nanoTime());

  @TempDir Path folder;

  @BeforeEach
  void needsRootAndDocker() {
    ThisHost.needsRoot();
    ThisHost.needsDocker();
    ThisHost.needsLxc();
    ThisHost.needsQemu();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "network --path loopback --path docker-host --patterns tcp_rr --seconds 0.5",
        "network --reverse --path docker-bridge --patterns udp_rr --seconds 0.5",
        "matrix --env bare --env lxc --benchmarks Syscall",
        "boot --env kvm --starts 2 --time-limit 600",
        "allocate --env docker --overcommit 1 --workload cpu.Prime",
      })
  void killedAtAnyMomentLeavesNothingAndGoesOn(String line) throws Exception {
    List<String> words = List.of((line + " --blocks 1 --out run").split(" "));
    String verb = words.get(0);
    long killed = killed(words.toArray(String[]::new));

    Jar.Ended cleaned = new Jar(folder).run("env", "--clean");
    assertThat(cleaned.exit()).as(cleaned.all()).isZero();
    assertThat(Traces.of(killed)).isEmpty();
    if (RunFolder.open(folder.resolve("run")).document().finished().isEmpty()) {
      new Jar(folder).patient().brief().ends(ExitCode.DONE, verb, "--resume", "run");
    }
  }

  /** From when its folder is there; whatever it ran has ended with it. */
  private long killed(String... words) throws Exception {
    Process run = new Jar(folder).brief().start(words);
    Jar.await(run, () -> Files.exists(folder.resolve("run/run.json")));
    int afterMs = new Random(SEED + words[0].hashCode()).nextInt(MOST_MS);
    Thread.sleep(afterMs);
    List<ProcessHandle> all = run.descendants().toList();
    run.destroyForcibly().waitFor();
    System.out.printf(
        "%s: killed %d ms after its folder was there, -Dtare.seed=%d%n", words[0], afterMs, SEED);
    Jar.awaitEnd(all);
    return run.pid();
  }
}
