package dev.tare.userland;

import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Host;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Places;
import java.io.IOException;
import java.time.Duration;

/** Runs programs of this host to their end. */
final class HostPrograms {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Host HOST = new Host(new Places("", "", "", "", "", ""));

  private HostPrograms() {}

  static Ended run(Command command) throws IOException {
    return HOST.run(command.with("LC_ALL", "C"), LIMIT);
  }

  /**
   * Returns what a program that has to succeed printed; the remedy is for the message if it fails.
   */
  static String ran(Command command, String remedy) throws IOException {
    return ran(command.words().get(0), command, remedy);
  }

  /**
   * Returns the same of a program that another one starts.
   *
   * @param program for the message when it fails
   */
  static String ran(String program, Command command, String remedy) throws IOException {
    Ended ended;
    try {
      ended = run(command);
    } catch (LaunchException e) {
      throw new LaunchException(e.getMessage() + "; " + remedy, e);
    }
    if (!ended.succeeded()) {
      throw new LaunchException(
          program + " ended with " + ended.exit() + ": " + ended.lastLine() + "; " + remedy);
    }
    return ended.out();
  }
}
