package dev.tare.launch;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Finds whether an environment has a program, and where it comes from. */
public final class Programs {
  /** Debian's packages of what is run beside the engines. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "ip", "iproute2",
          "tc", "iproute2",
          "iptables", "iptables",
          "ethtool", "ethtool",
          "qemu-img", "qemu-utils",
          "mke2fs", "e2fsprogs",
          "nsenter", "util-linux",
          "taskset", "util-linux",
          "ssh", "openssh-client",
          "srun", "slurm-client");

  private Programs() {}

  static boolean has(Environment where, String program) throws IOException {
    return where.succeeds(Script.of("has", program));
  }

  /** Tells whether it has a program that is run with the script {@code also-sbin}. */
  static boolean hasAlsoInSbin(Environment where, String program) throws IOException {
    Command command = Script.of("also-sbin", "command", "-v", program);
    return where.succeeds(command);
  }

  /** That a program cannot be run somewhere, with the package that has it; absent where it can. */
  public static Optional<Finding> lacking(Environment where, String program) throws IOException {
    return has(where, program) ? Optional.empty() : Optional.of(missing(program));
  }

  /** Returns the same of a program that is run with the script {@code also-sbin}. */
  public static Optional<Finding> lackingAlsoInSbin(Environment where, String program)
      throws IOException {
    return hasAlsoInSbin(where, program) ? Optional.empty() : Optional.of(missing(program));
  }

  static Finding missing(String program) {
    return missing(program, PACKAGES.get(program));
  }

  /** Returns what helps where a program is not found; empty where that is its engine's affair. */
  static String remedy(String program) {
    return PACKAGES.containsKey(program) ? "; " + missing(program).remedy() : "";
  }

  static Finding missing(String program, String debian) {
    return Finding.missing(
        program + " is not installed", "apt-get install " + debian + " (Debian's name)");
  }
}
