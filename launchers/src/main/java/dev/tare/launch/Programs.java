package dev.tare.launch;

import java.io.IOException;

/** Whether an environment has a program, and where it comes from. */
final class Programs {
  /**
   * Finds in a shell what users without root may run too, though it lies where only root's PATH
   * leads: the rest of the line.
   */
  static final String ALSO_SBIN = "PATH=$PATH:/usr/sbin:/sbin; ";

  private Programs() {}

  static boolean has(Environment where, String program) throws IOException {
    return isFound(where, "", program);
  }

  /** The same for one that is run with {@link #ALSO_SBIN}. */
  static boolean hasAlsoInSbin(Environment where, String program) throws IOException {
    return isFound(where, ALSO_SBIN, program);
  }

  private static boolean isFound(Environment where, String before, String program)
      throws IOException {
    return where
        .run(Command.of("sh", "-c", before + "command -v \"$0\"", program), Environment.PATIENCE)
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
