package dev.tare.userland;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.Host;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Owner;
import dev.tare.launch.Sshd;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import dev.tare.launch.Survey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are the same wherever the userland went. */
@Tag("full")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("connections to sshd")
class SameFilesTest {
  @TempDir private Path folder;

  private void assertSame(String text) throws Exception {
    Userland userland = Userland.built(step -> {});
    Path shipped = Files.createDirectories(folder.resolve("shipped"));
    Path data = Files.createDirectories(folder.resolve("data"));
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    Host host = new Host(userland.places(shipped, data, scratch));
    Stack stack = new StackSyntax(Layers.standard()).parse(text);
    Owner owner = Owner.ofRun("same-files");
    String name = Owner.PREFIX + "same-" + owner.pid();
    try (Survey survey = new Survey(host, owner, name)) {
      List<Survey.Answer> answers = survey.steps(stack);
      Survey.Answer last = answers.get(answers.size() - 1);
      Assumptions.assumeTrue(last.usable(), () -> last.stack() + ": " + last.findings());
    }
    try (Environment inside = Layers.enter(host, stack, owner, name, Limits.NONE)) {
      SameFiles.assertIn(inside, userland);
      Command version = Command.of(inside.places().java(), "-version");
      assertThat(inside.run(version, Environment.PATIENCE).err())
          .contains(System.getProperty("java.version"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker", "lxc"})
  void inWhatIsMadeOnThisHost(String stack) throws Exception {
    assertSame(stack);
  }

  @Test
  void onAnotherMachineAndInAContainerThere() throws Exception {
    try (Sshd sshd = Sshd.start(Files.createDirectories(folder.resolve("sshd")))) {
      assertSame(sshd.layer());
      assertSame(sshd.layer() + "/docker");
    }
  }
}
