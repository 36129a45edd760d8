package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.result.Facts;
import dev.tare.result.Run;
import dev.tare.result.Section;
import dev.tare.result.io.RunReader;
import dev.tare.result.io.SectionsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A small emulated machine moves to another host, which is a namespace with a link. */
@Tag("full")
@ResourceLock("emulated guests")
@ResourceLock("two hosts")
@ResourceLock("what killed runs leave")
class MoveElsewhereIT {
  private static final String MACHINE = "--env=kvm(accel=tcg,vcpus=1,memory=192m)";

  @TempDir private Path folder;

  @Test
  void anIdleMachineMovesWithItsDiskAndItsClientsAreAnsweredFromThere() throws Exception {
    try (LinkedHosts hosts = hosts()) {
      Jar.Ended ended =
          new Jar(folder).patient().run(words(hosts, "--workload=idle", "--moves=1", "--out=run"));
      nothingIsLeft(ended.pid());
      MigrateIT.emulatedGuestCameThrough(ended.all());
      assertThat(ended.exit()).as(ended.all()).isEqualTo(ExitCode.DONE);
      JsonNode move = moves().get(0);
      assertThat(moves()).hasSize(1);
      assertThat(move.path("arrived").asBoolean()).isTrue();
      assertThat(move.has("voided")).isFalse();
      assertThat(move.path("bytes").asLong()).isBetween(16_000_000L, 320L << 20);
      assertThat(move.path("diskBytes").asLong()).isPositive();
      assertThat(move.path("rounds").asLong()).isPositive();
      assertThat(move.path("downtimeNs").asLong())
          .isPositive()
          .isLessThan(move.path("totalNs").asLong());
      assertThat(move.path("blackoutNs").asLong()).isPositive();
      assertThat(move.path("connectionNs").asLong()).isPositive();
      assertThat(move.at("/phasesNs/disk copied").asLong()).isPositive();
      Run run = RunReader.read(folder.resolve("run"));
      Facts facts = run.environments().values().iterator().next();
      assertThat(facts.get("topology.hosts")).contains("2");
      assertThat(facts.get("destination.stack")).contains(hosts.second());
      assertThat(facts.get("destination.kernel")).isPresent();
      Section section = SectionsJson.read(folder.resolve("run")).get(0);
      assertThat(section.notes())
          .anyMatch(line -> line.startsWith("The two ends are on two hosts"));
    }
  }

  @Test
  void aRunThatIsInterruptedOrKilledInAMoveLeavesNothingOnEitherHost() throws Exception {
    try (LinkedHosts hosts = hosts()) {
      for (boolean killed : List.of(false, true)) {
        Process running =
            new Jar(folder)
                .interruptible()
                .start(
                    words(hosts, "--workload=10", "--moves=1", "--bandwidth=4", "--out=" + killed));
        Jar.await(running, MoveElsewhereIT::isWaitedFor);
        if (killed) {
          running.destroyForcibly().waitFor();
          Jar.Ended cleaned = new Jar(folder).run("env", "--clean");
          assertThat(cleaned.exit()).as(cleaned.all()).isEqualTo(ExitCode.DONE);
        } else {
          Jar.interruptAll(running);
        }
        nothingIsLeft(running.pid());
      }
    }
  }

  @Test
  void whatTheOtherHostLacksIsOneLine() throws Exception {
    try (LinkedHosts hosts = hosts()) {
      Path other = Files.createDirectory(hosts.secondPrograms()).resolve("qemu-system-x86_64");
      Files.writeString(other, "#!/bin/sh\necho QEMU emulator version 1.2.3\n");
      assertThat(other.toFile().setExecutable(true)).isTrue();
      Jar.Ended ended = new Jar(folder).patient().run(words(hosts, "--out=run"));
      assertThat(ended.exit()).as(ended.all()).isEqualTo(ExitCode.FAILED);
      assertThat(new Jar(folder).complaints())
          .singleElement()
          .asString()
          .contains("QEMU there is 1.2.3, here ");
      nothingIsLeft(ended.pid());
    }
  }

  private LinkedHosts hosts() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsQemu();
    ThisHost.needsDocker();
    return LinkedHosts.make(folder);
  }

  private static String[] words(LinkedHosts hosts, String... more) {
    List<String> words = new ArrayList<>(List.of("migrate", "--blocks=1", MACHINE));
    words.addAll(List.of("--working-set=16", "--how=pre-copy"));
    words.add("--to=" + hosts.second());
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /** Both hosts have the same processes, and the same temporary folder. */
  private void nothingIsLeft(long pid) throws Exception {
    for (int i = 0; i < 600 && !left(pid).isEmpty(); i++) {
      Thread.sleep(100);
    }
    assertThat(left(pid)).isEmpty();
  }

  private List<String> left(long pid) throws Exception {
    List<String> all = new ArrayList<>(Traces.of(pid));
    try (Stream<Path> files = Files.find(folder, 3, (file, is) -> is(file, pid))) {
      files.map(Path::toString).forEach(all::add);
    }
    return all;
  }

  private static boolean is(Path file, long pid) {
    return file.getFileName().toString().startsWith("tare-" + pid + "-");
  }

  /** Tells whether frames are handed on: what is left is the move itself. */
  private static boolean isWaitedFor() {
    return ProcessHandle.allProcesses()
        .map(one -> one.info().commandLine().orElse(""))
        .anyMatch(line -> line.contains("qemu-system") && line.contains("hubport"));
  }

  private List<JsonNode> moves() throws IOException {
    List<JsonNode> moves = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("run/steps.jsonl"))) {
      new ObjectMapper().readTree(line).at("/outcome/moves").forEach(moves::add);
    }
    return moves;
  }
}
