package dev.tare.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class NestedTest {
  private final List<String> closed = new ArrayList<>();

  @Test
  void whatCouldNotBeEndedGoesWithTheGuestAroundIt() {
    Nested both = nested(new Part("container", 1, true), new Part("guest", 0, true));

    assertThatCode(both::close).doesNotThrowAnyException();
    assertThatCode(both::close).as("again").doesNotThrowAnyException();
    assertThat(closed).containsExactly("guest");
  }

  @Test
  void onAnotherMachineItIsTriedAgainAndTheOthersAreNot() throws Exception {
    Nested both = nested(new Part("container", 1, true), new Part("machine", 0, false));

    assertThatThrownBy(both::close).hasMessage("container");
    both.close();
    assertThat(closed).containsExactly("machine", "container");
  }

  @Test
  void aGuestThatCouldNotBeEndedIsSaidThoughItsContainerWas() throws Exception {
    Nested both = nested(new Part("container", 0, true), new Part("guest", 1, true));

    assertThatThrownBy(both::close).hasMessage("guest");
    both.close();
    assertThat(closed).containsExactly("container", "guest");
  }

  /** Only it knows why a command ended as it did. */
  @Test
  void theInnermostRunsWhatIsRun() throws Exception {
    Nested both = nested(new Part("container", 0, true), new Part("guest", 0, true));

    assertThat(both.run(Command.of("true")).out()).isEqualTo("run by container");
  }

  private static Nested nested(Part inner, Part outer) {
    Deque<Environment> made = new ArrayDeque<>(List.of(inner, outer));
    return new Nested("outer/inner", made);
  }

  /** Cannot be closed so many times. */
  private final class Part extends ForwardingEnvironment {
    private final String name;
    private final boolean all;
    private int clinging;

    Part(String name, int clinging, boolean all) {
      super(new Host(new Places("", "", "java", "/tmp", "/tmp", "/tmp")));
      this.name = name;
      this.clinging = clinging;
      this.all = all;
    }

    @Override
    public Ended run(Command command, Duration limit) {
      return new Ended(0, "run by " + name, "");
    }

    @Override
    public boolean takesAllAlong() {
      return all;
    }

    @Override
    public void close() throws LaunchException {
      if (clinging > 0) {
        clinging--;
        throw new LaunchException(name);
      }
      closed.add(name);
    }
  }
}
