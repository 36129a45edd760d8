package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.result.Section;
import dev.tare.result.io.SectionsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The verb with small emulated machines, and a container where CRIU works. */
@Tag("full")
@ResourceLock("emulated guests")
class MigrateIT {
  private static final String MACHINE = "--env=kvm(accel=tcg,vcpus=1,memory=192m)";
  private static final int WORKING_SET = 32;

  @TempDir Path folder;

  /** Interrupted in the middle of a move, and gone on with. */
  @Test
  void whatWritesToItsMemoryIsMovedWhileItsClientsWatch() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsQemu();
    boolean able =
        ThisHost.said("sh", "-c", "criu check 2>&1 && criu --version; true")
            .matches("(?s).*Version: (4[.]([2-9]|1\\d)|[5-9]).*");
    List<String> words = new ArrayList<>(List.of(MACHINE, "--workload=10", "--moves=1"));
    if (able) {
      words.add("--env=runc");
    }
    Process running = start(words.toArray(String[]::new));
    Jar.await(running, () -> !destinations(running).isEmpty());
    Jar.interruptAll(running);
    assertThat(Traces.of(running.pid())).isEmpty();
    Jar.Ended resumed = new Jar(folder).patient().run("migrate", "--resume", "run");
    assertThat(Traces.of(resumed.pid())).isEmpty();
    emulatedGuestCameThrough(resumed.all());
    assertThat(resumed.exit()).as(resumed.all()).isEqualTo(ExitCode.DONE);
    List<JsonNode> moves = moves();
    assertThat(moves).hasSize(able ? 2 : 1);
    for (JsonNode move : moves) {
      assertThat(move.path("arrived").asBoolean()).isTrue();
      assertThat(move.has("voided")).as(move.toString()).isFalse();
      assertThat(move.path("bytes").asLong()).isBetween(WORKING_SET * 1_000_000L, 1L << 31);
      assertThat(move.path("blackoutNs").asLong())
          .isPositive()
          .isLessThan(move.path("totalNs").asLong() + 5_000_000_000L);
      assertThat(move.path("connectionNs").asLong()).isPositive();
      assertThat(move.path("tail")).hasSizeGreaterThan(20);
    }
    Section section = SectionsJson.read(folder.resolve("run")).get(0);
    assertThat(section.tables())
        .extracting(Section.Table::caption)
        .contains("Moves, emulated machines");
    assertThat(section.studies())
        .extracting(Section.Judged::source)
        .contains("Dhar 2016, Sec. 6.5");
    Agreement.of(folder.resolve("run"), new Jar(folder).printed("stdout"));
  }

  @Test
  void aServerUnderLoadIsMovedByTheOtherTwoWays() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsQemu();
    Jar.Ended ended =
        new Jar(folder)
            .patient()
            .run(
                words(
                    MACHINE, "--workload=memcached", "--moves=1", "--how=auto-converge,post-copy"));
    assertThat(Traces.of(ended.pid())).isEmpty();
    emulatedGuestCameThrough(ended.all());
    assertThat(ended.exit()).as(ended.all()).isEqualTo(ExitCode.DONE);
    assertThat(moves())
        .hasSize(2)
        .allSatisfy(move -> assertThat(move.path("arrived").asBoolean()).isTrue())
        .allSatisfy(move -> assertThat(move.has("voided")).as(move.toString()).isFalse())
        .allSatisfy(move -> assertThat(move.path("bytes").asLong()).isPositive());
    assertThat(SectionsJson.read(folder.resolve("run")).get(0).tables().get(0).rows())
        .extracting(row -> row.get(1).words())
        .containsExactly("auto-converge", "post-copy");
  }

  @Test
  void whatDoesNotConvergeIsCalledOffAndAGuestThatDiesInAMoveIsOneLine() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsQemu();
    Process running =
        start(MACHINE, "--workload=20", "--bandwidth=4", "--time-limit=6", "--moves=2");
    // The first is called off: the second one's process is another.
    Set<Long> seen = new HashSet<>();
    Jar.await(
        running,
        () -> {
          destinations(running).forEach(seen::add);
          return seen.size() > 1;
        });
    running
        .descendants()
        .filter(one -> one.info().commandLine().orElse("").contains("qemu-system"))
        .forEach(ProcessHandle::destroyForcibly);
    assertThat(running.waitFor()).isEqualTo(ExitCode.FAILED);
    assertThat(Traces.of(running.pid())).isEmpty();
    assertThat(new Jar(folder).complaints())
        .singleElement()
        .asString()
        .contains("the guest died, QEMU ended with 137");
    assertThat(moves())
        .singleElement()
        .satisfies(move -> assertThat(move.path("arrived").asBoolean()).isFalse())
        .satisfies(move -> assertThat(move.has("blackoutNs")).isFalse())
        .satisfies(move -> assertThat(move.path("bytes").asLong()).isPositive())
        .satisfies(move -> assertThat(move.path("rounds").asLong()).isPositive());
    assertThat(SectionsJson.read(folder.resolve("run")).get(0).answer())
        .contains("not moved within 6 s");
  }

  @Test
  void aDiskThatFillsInAMoveIsOneLineAndNothingIsLeft() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsQemu();
    String small = Files.createDirectory(folder.resolve("small")).toString();
    String[] mount = {"mount", "-t", "tmpfs", "-o", "size=1100m", "tare-test", small};
    assertThat(ThisHost.answers(mount)).isTrue();
    try {
      String machine = MACHINE.replace(")", ",data=overlay)");
      Process running =
          new Jar(folder)
              .jvm("-Djava.io.tmpdir=" + small)
              .start(words(machine, "--workload=10", "--bandwidth=15", "--moves=1"));
      Jar.await(running, () -> !destinations(running).isEmpty());
      assertThat(ThisHost.answers("dd", "if=/dev/zero", "of=" + small + "/filler", "bs=1M"))
          .as("until nothing fits any more")
          .isFalse();
      int exit = running.waitFor();
      assertThat(Traces.of(running.pid())).isEmpty();
      try (Stream<Path> left = Files.list(Path.of(small))) {
        assertThat(left.map(one -> one.getFileName().toString())).isSubsetOf("filler", "jmh.lock");
      }
      emulatedGuestCameThrough(String.join("\n", new Jar(folder).complaints()));
      assumeThat(exit).as("the guest wrote to its disk meanwhile").isNotEqualTo(ExitCode.DONE);
      assertThat(exit).isEqualTo(ExitCode.FAILED);
      assertThat(new Jar(folder).complaints())
          .hasSize(2)
          .endsWith("tare: nothing was measured")
          .element(0)
          .asString()
          .contains("the guest stands still, for its disk cannot be written");
    } finally {
      ThisHost.answers("umount", small);
    }
  }

  @Test
  void whatCannotBeMovedIsRefusedInOneLine() throws Exception {
    for (String stack : List.of("docker", "kvm/docker", "ssh(host=b)/kvm", "kvm(net=user)")) {
      new Jar(folder).ends(ExitCode.USAGE, "migrate", "--env", stack);
      assertThat(new Jar(folder).complaints())
          .singleElement()
          .asString()
          .startsWith("tare: --env " + stack + ": ");
    }
  }

  static void emulatedGuestCameThrough(String said) {
    assumeThat(said)
        .as(
            "QEMU's emulator may miss what a guest writes while it is moved: it crashes or is silent")
        .doesNotContain(
            "it was moved and kvm: the guest died",
            "it was moved and it hangs",
            "did not answer for");
  }

  /** Returns the QEMUs that wait for a guest to come, by their pids. */
  private static List<Long> destinations(Process running) {
    return running
        .descendants()
        .filter(one -> one.info().commandLine().orElse("").contains("-incoming defer"))
        .filter(one -> one.info().command().orElse("").contains("qemu-system"))
        .map(ProcessHandle::pid)
        .toList();
  }

  private List<JsonNode> moves() throws IOException {
    List<JsonNode> moves = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("run/steps.jsonl"))) {
      new ObjectMapper().readTree(line).at("/outcome/moves").forEach(moves::add);
    }
    return moves;
  }

  private Process start(String... more) throws IOException {
    return new Jar(folder).interruptible().start(words(more));
  }

  private static String[] words(String... more) {
    List<String> words = new ArrayList<>(List.of("migrate", "--blocks=1", "--out=run"));
    words.add("--working-set=" + WORKING_SET);
    words.addAll(List.of(more));
    if (words.stream().noneMatch(word -> word.startsWith("--how"))) {
      words.add("--how=pre-copy");
    }
    return words.toArray(String[]::new);
  }
}
