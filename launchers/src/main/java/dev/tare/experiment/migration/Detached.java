package dev.tare.experiment.migration;

import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.Script;
import java.io.IOException;
import java.util.Optional;

/**
 * Is a program in an environment that nobody outside holds: it goes on wherever that is moved.
 *
 * @param pid as it is numbered in there; empty where nothing happens
 * @param log what it prints, a file in there
 */
record Detached(Environment environment, String pid, String log) {
  static Detached begin(Environment environment, String name, Command command) throws IOException {
    String log = environment.places().scratch() + "/" + name + ".log";
    Command detached = Script.of("detached", log).and(command.wordsWithVariables());
    return new Detached(environment, environment.ran(detached).strip(), log);
  }

  /** Says what became of it or of all that is there, one line; absent where it lives. */
  Optional<String> loss() throws IOException {
    Optional<String> loss = environment.loss();
    // A program that has ended may still have its number, and no file that it runs from.
    if (loss.isPresent()
        || environment.succeeds(Command.of("test", "-e", "/proc/" + pid + "/exe"))) {
      return loss;
    }
    String said = environment.ran(Command.of("head", "-n", "1", log)).strip();
    return Optional.of("what was to answer has ended" + (said.isEmpty() ? "" : ": " + said));
  }
}
