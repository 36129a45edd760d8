package dev.tare.launch;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Whether an environment has a program, and where it comes from. */
public final class Programs {
  /** Debian's packages of what is run beside the engines. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "ip", "iproute2",
          "tc", "iproute2",
          "iptables", "iptables",
          "ethtool", "ethtool",
          "nsenter", "util-linux",
          "taskset", "util-linux",
          "ssh", "openssh-client");

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

  /** That a program cannot be run somewhere, with the package that has it; absent where it can. */
  public static Optional<Finding> lacking(Environment where, String program) throws IOException {
    return has(where, program) ? Optional.empty() : Optional.of(missing(program));
  }

  private static boolean isFound(Environment where, String before, String program)
      throws IOException {
    return where
        .run(Command.of("sh", "-c", before + "command -v \"$0\"", program), Environment.PATIENCE)
        .succeeded();
  }

  /** A finding with its remedy, of a program that is run beside the engines. */
  static Finding missing(String program) {
    return missing(program, PACKAGES.get(program));
  }

  /** What helps where a program is not found; empty where that is its engine's affair. */
  static String remedy(String program) {
    return PACKAGES.containsKey(program) ? "; " + missing(program).remedy() : "";
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
