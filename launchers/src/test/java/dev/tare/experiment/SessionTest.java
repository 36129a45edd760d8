package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
  @TempDir Path temp;

  @Test
  void closingEndsEveryEnvironmentAndTheFolders() throws Exception {
    Scripted layer = new Scripted("x", command -> "exit 0");
    Session session = open();
    session.enter(layer.stack(), Limits.NONE);
    Environment left = session.enter(layer.stack(), Limits.NONE);
    session.leave(left);
    assertThat(layer.closed()).isEqualTo(1);
    Path jar = Path.of(session.host().places().shipped()).resolve(TrialPlan.JAR);
    assertThat(jar).hasContent("a jar");
    session.close();
    session.close();
    assertThat(layer.closed()).isEqualTo(2);
    assertThat(jar).doesNotExist();
    assertThat(folders()).isEmpty();
  }

  @Test
  void anEnvironmentThatCouldNotBeEndedIsTriedAgainAtTheEnd() throws Exception {
    Scripted layer = new Scripted("x", command -> "exit 0").clinging(1);
    try (Session session = open()) {
      Environment one = session.enter(layer.stack(), Limits.NONE);
      assertThatThrownBy(() -> session.leave(one)).isInstanceOf(LaunchException.class);
      assertThat(layer.closed()).isZero();
    }
    assertThat(layer.closed()).isEqualTo(1);
  }

  @Test
  void nothingIsMadeOnceItIsBeingClosed() throws Exception {
    Scripted layer = new Scripted("x", command -> "exit 0");
    try (Session session = open()) {
      session.refuse();
      assertThatThrownBy(() -> session.enter(layer.stack(), Limits.NONE))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("interrupted");
      AutoCloseable nothing = () -> {};
      assertThatThrownBy(() -> session.hold("KSM is left", () -> nothing))
          .hasMessage("interrupted: KSM is left");
    }
    assertThat(layer.made()).isZero();
  }

  @Test
  void settingsThatCouldNotBeRestoredStayForTheCleaning() throws Exception {
    assumeThat(Files.getOwner(temp).getName()).as("needs root: only it has them").isEqualTo("root");
    Session session = open();
    Path scratch = Path.of(session.host().places().scratch());
    Path settings = Files.writeString(scratch.resolve("ksm"), "run 0\n");
    session.close();
    assertThat(settings).exists();
    assertThat(folders()).as("the data is gone").isEmpty();
    Files.delete(settings);
    session.close();
    assertThat(scratch).doesNotExist();
  }

  @Test
  void limitThatDidNotTakeEffectLeavesNoEnvironment() throws Exception {
    Scripted layer = new Scripted("x", command -> "exit 0");
    try (Session session = open()) {
      assertThatThrownBy(() -> session.enter(layer.stack(), Limits.NONE.with("memory", "1g")))
          .isInstanceOf(LimitException.class)
          .hasMessageContaining("memory=1073741824 was asked for");
      assertThat(layer.closed()).isEqualTo(1);
    }
  }

  @Test
  void folderOfARunThatWasKilledIsRemovedAndThatOfALivingOneStays() throws Exception {
    Path dead = Files.createDirectory(temp.resolve("tare-dead-1-data"));
    Files.writeString(dead.resolve("owner"), new Owner("dead", 1, 17).text());
    Files.writeString(dead.resolve("file"), "of the dead");
    Path alive = Files.createDirectory(temp.resolve("tare-alive-data"));
    Files.writeString(alive.resolve("owner"), Owner.ofRun("alive").text());
    Path foreign = Files.createDirectory(temp.resolve("tare-foreign"));
    open().close();
    assertThat(dead).doesNotExist();
    assertThat(alive).isDirectory();
    assertThat(foreign).isDirectory();
  }

  private Session open() throws IOException {
    Path jar = Files.writeString(temp.resolve("any.jar"), "a jar");
    return Session.open("session test", jar, Optional.empty(), Optional.of(temp));
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(temp)) {
      return all.filter(one -> one.getFileName().toString().startsWith("tare-")).toList();
    }
  }
}
