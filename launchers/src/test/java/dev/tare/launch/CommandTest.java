package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTest {
  @Test
  void aLineTypedIntoAShellGivesTheWordsAgain() throws Exception {
    List<String> words = List.of("printf", "%s\\n", "two words", "it's", "$HOME", "", "a;b", "*");

    Process shell = new ProcessBuilder("sh", "-c", Command.of(words).line()).start();

    String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(printed).isEqualTo("two words\nit's\n$HOME\n\na;b\n*\n");
  }

  @Test
  void plainWordsStayAsTheyAre() {
    assertThat(Command.of("docker", "run", "--cpus=0.5", "a/b:c").line())
        .isEqualTo("docker run --cpus=0.5 a/b:c");
  }

  @Test
  void variablesAreSetByEnvWhereTheEngineTakesNone() throws IOException {
    Command command = Command.of("sh", "-c", "echo $TARE").with("TARE", "a b");

    Process process = new ProcessBuilder(command.wordsWithVariables()).start();

    assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("a b");
    assertThat(command.line()).isEqualTo("env 'TARE=a b' sh -c 'echo $TARE'");
  }

  @Test
  void moreWordsLeaveTheFirstCommandAsItWas() {
    Command run = Command.of("docker", "run");

    assertThat(run.and("--rm").words()).containsExactly("docker", "run", "--rm");
    assertThat(run.words()).containsExactly("docker", "run");
  }

  @Test
  void nothingIsNoCommand() {
    assertThatThrownBy(() -> Command.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
