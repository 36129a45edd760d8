package dev.tare.experiment.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.experiment.Session;
import dev.tare.launch.Beginning;
import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.userland.GuestImages;
import dev.tare.userland.Userland;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two machines that go on, side by side, from where a third one was saved. */
@Tag("full")
@ResourceLock("emulated guests")
class ClonesIT {
  private static final Stack MACHINE =
      new StackSyntax(Layers.standard())
          .parse("kvm(accel=tcg,machine=microvm,memory=256m,data=overlay)");

  /** Is long enough for a clock that stood still to be seen. */
  private static final long PAUSE_MS = 3000;

  @TempDir private Path data;

  @Test
  void haveNamesAndAddressesOfTheirOwnAndTheRightTime() throws Exception {
    String qemu = "qemu-system-x86_64";
    assumeThat(System.getenv("PATH").split(":"))
        .as("needs QEMU")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, qemu)));
    Path jar = Path.of(System.getProperty("tare.jar"));
    Userland userland = Userland.built(step -> {});
    GuestImages.build(userland, step -> {});
    try (Session session =
        Session.open("clones-it", jar, Optional.of(userland), Optional.of(data))) {
      String saved = session.host().places().scratch() + "/saved";
      session.host().ran(Command.of("mkdir", "-m", "700", saved));
      Environment original = entered(session, "original", Optional.empty());
      String name = said(original, "hostname");
      original.save(saved);
      session.leave(original);
      long savedBy = Instant.now().getEpochSecond();
      Thread.sleep(PAUSE_MS);
      List<Environment> clones = new ArrayList<>();
      for (String one : List.of("first", "second")) {
        long before = Instant.now().getEpochSecond();
        Environment clone = entered(session, one, Optional.of(saved));
        clones.add(clone);
        long inside = Long.parseLong(said(clone, "date", "+%s"));
        assertThat(inside).isGreaterThan(savedBy).isBetween(before, Instant.now().getEpochSecond());
      }
      for (Environment clone : clones) {
        said(clone, "touch", "/root/" + said(clone, "hostname"));
      }
      List<String> names = new ArrayList<>(List.of(name));
      for (Environment clone : clones) {
        String own = said(clone, "hostname");
        assertThat(said(clone, "ls", "/root").lines())
            .as("each was reached at an address of its own")
            .filteredOn(file -> file.startsWith("tare-"))
            .containsExactly(own);
        assertThat(said(clone, "ip", "-4", "addr", "show", "dev", "eth0")).contains("10.0.2.15/24");
        names.add(own);
      }
      assertThat(names).doesNotHaveDuplicates().allMatch(one -> one.startsWith("tare-"));
    }
  }

  private static Environment entered(Session session, String pipe, Optional<String> saved)
      throws Exception {
    Path announced = Path.of(session.host().places().shipped(), pipe);
    Files.createFile(announced);
    return session.enter(
        session.host(),
        MACHINE,
        Limits.NONE,
        Optional.empty(),
        new Beginning(Optional.of(pipe), saved));
  }

  private static String said(Environment inside, String... words) throws Exception {
    return inside.ran(Command.of(words)).strip();
  }
}
