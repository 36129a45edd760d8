package dev.tare.experiment.ends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tare.experiment.Scripted;
import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.ForwardingEnvironment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Layers;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CpuMeterTest {
  private final List<Process> started = new ArrayList<>();

  @Test
  void whereTheSecondCounterCannotBeStartedTheFirstIsEnded() throws Exception {
    Stack stack = new StackSyntax(Layers.standard()).parse("ssh(host=b)/docker");
    assertThatThrownBy(() -> CpuMeter.of(gone(), stack)).hasMessage("gone");
    assertThat(started).hasSize(1);
    assertThat(started.get(0).waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  /** An environment on another machine that has gone, though the machine has not. */
  private Environment gone() {
    Environment machine =
        new ForwardingEnvironment(new Scripted("far", this::counting).environment()) {
          @Override
          public Process start(Command command) throws IOException {
            started.add(super.start(command));
            return started.get(0);
          }

          @Override
          public void close() {}
        };
    return new ForwardingEnvironment(machine) {
      @Override
      public List<Environment> around() {
        return List.of(machine);
      }

      @Override
      public Process start(Command command) throws IOException {
        throw new LaunchException("gone");
      }

      @Override
      public void close() {}
    };
  }

  /** Only the counter stays: files are looked for by commands that end. */
  private String counting(Command command) {
    return started.isEmpty() ? "exec sleep 60" : "exit 1";
  }
}
