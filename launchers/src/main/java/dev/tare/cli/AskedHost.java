package dev.tare.cli;

import dev.tare.launch.Host;
import dev.tare.launch.Places;
import dev.tare.userland.Userland;
import java.nio.file.Path;
import java.util.Optional;

/** This machine, to be asked what it can make and what is left on it: nothing is entered. */
final class AskedHost {
  private AskedHost() {}

  /**
   * Returns it with whatever is built.
   *
   * @param userland absent: nothing
   */
  static Host with(Optional<Userland> userland) {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    String there = temporary.toString();
    return new Host(
        userland
            .map(one -> one.places(temporary, temporary, temporary))
            .orElseGet(() -> new Places("", "", "java", there, there, there)));
  }
}
