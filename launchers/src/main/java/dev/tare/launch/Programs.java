package dev.tare.launch;

import java.io.IOException;

/** Whether an environment has a program, and where it comes from. */
final class Programs {
  private Programs() {}

  static boolean has(Environment where, String program) throws IOException {
    return where
        .run(Command.of("sh", "-c", "command -v \"$0\"", program), Environment.PATIENCE)
        .succeeded();
  }

  /**
   * A finding with its remedy.
   *
   * @param debian the package that has it
   */
  static Finding missing(String program, String debian) {
    return Finding.missing(
        program + " is not installed", "apt-get install " + debian + " (Debian's name)");
  }
}
