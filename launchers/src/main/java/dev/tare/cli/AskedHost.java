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
    return userland
        .map(one -> new Host(one.places(temporary, temporary, temporary)))
        .orElseGet(() -> without(""));
  }

  /**
   * Returns it with nothing built.
   *
   * @param missing stands for what is not
   */
  static Host without(String missing) {
    String temporary = System.getProperty("java.io.tmpdir");
    return new Host(new Places(missing, missing, "java", temporary, temporary, temporary));
  }
}
