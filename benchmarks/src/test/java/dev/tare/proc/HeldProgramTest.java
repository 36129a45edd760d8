package dev.tare.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeldProgramTest {
  private static Process started(String signal, String script) throws IOException {
    return new ProcessBuilder(HeldProgram.words(signal, List.of("sh", "-c", script))).start();
  }

  @Test
  void itsExitCodeIsTheProgramsAndItsWordsAreToo() throws Exception {
    Process held = started("TERM", "echo out; echo err >&2; exit 7");
    assertThat(new String(held.getInputStream().readAllBytes())).isEqualTo("out\n");
    assertThat(new String(held.getErrorStream().readAllBytes())).isEqualTo("err\n");
    assertThat(held.waitFor()).isEqualTo(7);
  }

  @Test
  void theEndOfItsInputIsTheProgramsSignal() throws Exception {
    Process held =
        started("USR1", "trap 'echo asked; exit 3' USR1; echo up; while :; do sleep 0.1; done");
    assertThat((char) held.getInputStream().read()).isEqualTo('u');
    held.getOutputStream().close();
    assertThat(held.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(held.exitValue()).isEqualTo(3);
  }

  @Test
  void whatTheProgramHasStartedEndsWithIt() throws Exception {
    assumeThat(Path.of("/usr/bin/setsid")).as("groups of processes").exists();
    Process held = started("TERM", "sleep 1000 & echo $!; sleep 1001; echo not this");
    ProcessHandle child = ProcessHandle.of(Long.parseLong(held.inputReader().readLine())).get();
    held.getOutputStream().close();
    assertThat(held.waitFor(30, TimeUnit.SECONDS)).isTrue();
    child.onExit().get(30, TimeUnit.SECONDS);
  }

  @Test
  void whatEndsAWholeGroupDoesNotLeaveTheProgramBehind() throws Exception {
    assumeThat(Path.of("/usr/bin/setsid")).as("groups of processes").exists();
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(HeldProgram.words("TERM", List.of("sh", "-c", "echo $$; exec sleep 1000")));
    Process held = new ProcessBuilder(words).start();
    ProcessHandle program = ProcessHandle.of(Long.parseLong(held.inputReader().readLine())).get();
    for (String signal : List.of("HUP", "INT", "TERM")) {
      String group = "-" + held.pid();
      Process kill = new ProcessBuilder("sh", "-c", "kill -s $0 -- $1", signal, group).start();
      assertThat(kill.waitFor()).isZero();
    }
    held.getOutputStream().close();
    program.onExit().get(30, TimeUnit.SECONDS);
    assertThat(held.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(held.exitValue()).isEqualTo(128 + 15);
  }
}
