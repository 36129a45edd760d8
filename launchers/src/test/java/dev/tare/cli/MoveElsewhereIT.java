package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.result.Section;
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
import org.junit.jupiter.api.parallel.Isolated;

/** A small emulated machine moves to another host, which is a namespace with a link. */
@Tag("full")
@Isolated("links of the whole machine come and go")
class MoveElsewhereIT {
  private static final String MACHINE = "--env=kvm(accel=tcg,vcpus=1,memory=192m)";
  private static final long MOST_SECONDS = 400;

  @TempDir private Path folder;

  @Test
  void aMachineMovesWithItsDiskAndItsClientsAreAnsweredFromThere() throws Exception {
    try (LinkedHosts hosts = hosts()) {
      Jar.Ended ended =
          new Jar(folder).within(MOST_SECONDS).run(words(hosts, "--moves=1", "--out=run"));
      MigrateIT.emulatedGuestCameThrough(ended.all());
      assertThat(ended.exit()).as(ended.all()).isEqualTo(ExitCode.DONE);
      nothingIsLeft(ended.pid());
      assertThat(moves())
          .singleElement()
          .satisfies(move -> assertThat(move.path("arrived").asBoolean()).isTrue())
          .satisfies(move -> assertThat(move.has("voided")).isFalse())
          .satisfies(move -> assertThat(move.path("bytes").asLong()).isGreaterThan(16_000_000))
          .satisfies(move -> assertThat(move.path("diskBytes").asLong()).isPositive())
          .satisfies(move -> assertThat(move.path("blackoutNs").asLong()).isPositive())
          .satisfies(move -> assertThat(move.path("connectionNs").asLong()).isPositive())
          .satisfies(move -> assertThat(move.at("/phasesNs/disk copied").asLong()).isPositive());
      Section section = SectionsJson.read(folder.resolve("run")).get(0);
      assertThat(section.notes()).anyMatch(line -> line.startsWith("Both ends are on two hosts"));
    }
  }

  @Test
  void aRunThatIsInterruptedOrKilledInAMoveLeavesNothingOnEitherHost() throws Exception {
    try (LinkedHosts hosts = hosts()) {
      for (boolean killed : List.of(false, true)) {
        Process running =
            new Jar(folder).start(words(hosts, "--moves=1", "--bandwidth=4", "--out=" + killed));
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
      refused(hosts.second().replaceFirst("port=\\d+", "port=1"), "is not reached: ");
      Path other = Files.createDirectory(hosts.secondPrograms()).resolve("qemu-system-x86_64");
      Files.writeString(other, "#!/bin/sh\necho QEMU emulator version 1.2.3\n");
      assertThat(other.toFile().setExecutable(true)).isTrue();
      refused(hosts.second(), "QEMU there is 1.2.3, here ");
    }
    for (String to : List.of("kvm", "ssh(host=b)/docker", "slurm")) {
      new Jar(folder).ends(ExitCode.USAGE, "migrate", "--to", to);
      assertThat(new Jar(folder).complaints())
          .singleElement()
          .asString()
          .isEqualTo("tare: --to " + to + ": must be ssh(host=NAME)");
    }
    new Jar(folder).ends(ExitCode.USAGE, "migrate", "--env=runc", "--to=ssh(host=b)");
    assertThat(new Jar(folder).complaints()).singleElement().asString().contains("leave --to out");
  }

  private void refused(String to, String why) throws Exception {
    Jar.Ended ended =
        new Jar(folder)
            .within(MOST_SECONDS)
            .run("migrate", "--blocks=1", "--out=run", MACHINE, "--to=" + to);
    assertThat(ended.exit()).as(ended.all()).isEqualTo(ExitCode.FAILED);
    assertThat(new Jar(folder).complaints()).singleElement().asString().contains(why);
    nothingIsLeft(ended.pid());
  }

  private LinkedHosts hosts() throws Exception {
    ThisHost.needsRoot();
    ThisHost.needsQemu();
    ThisHost.needsDocker();
    return LinkedHosts.make(folder);
  }

  private static String[] words(LinkedHosts hosts, String... more) {
    List<String> words = new ArrayList<>(List.of("migrate", "--blocks=1", MACHINE));
    words.addAll(List.of("--working-set=16", "--workload=10", "--how=pre-copy"));
    words.add("--to=" + hosts.second());
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /** Both hosts have the same processes, and the same temporary folder. */
  private void nothingIsLeft(long pid) throws Exception {
    for (int i = 0; i < 100 && !left(pid).isEmpty(); i++) {
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
