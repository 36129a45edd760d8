package dev.tare.facts;

import dev.tare.probe.Probe;
import dev.tare.probe.ProbeException;
import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Describes what this process is allowed to do. */
final class PrivilegeFacts {
  private static final int EPERM = 1;

  /** Bits of capability(7) that a measurement or a bomb's guard may need. */
  private static final Map<Integer, String> CAPABILITIES =
      new TreeMap<>(
          Map.of(
              12, "net_admin",
              13, "net_raw",
              14, "ipc_lock",
              16, "sys_module",
              17, "sys_rawio",
              19, "sys_ptrace",
              21, "sys_admin",
              23, "sys_nice",
              24, "sys_resource",
              38, "perfmon"));

  private PrivilegeFacts() {}

  static void read(ProcFiles files, FactSheet sheet) {
    String status = files.text("proc/self/status").orElse("");
    sheet.put("privileges.root", ProcText.value(status, "Uid").map(PrivilegeFacts::isRoot));
    sheet.put(
        "privileges.capabilities",
        ProcText.value(status, "CapEff").flatMap(PrivilegeFacts::capabilities));
    sheet.put("privileges.seccomp", ProcText.value(status, "Seccomp").map(PrivilegeFacts::seccomp));
    sheet.put(
        "privileges.noNewPrivileges",
        ProcText.value(status, "NoNewPrivs").map(flag -> flag.equals("1") ? "yes" : "no"));
    sheet.put(
        "privileges.userNamespace",
        files
            .line("proc/self/uid_map")
            .map(map -> map.matches("0\\s+0\\s+4294967295") ? "initial" : "mapped"));
  }

  /**
   * Tells whether the system lets this thread set the CPUs it has; absent where that cannot be
   * tried.
   */
  static Optional<String> setAffinity() {
    try (Probe affinity = Probe.open("affinity", Map.of())) {
      affinity.batch(1);
      return Optional.of("yes");
    } catch (ProbeException e) {
      return e.errno() == EPERM ? Optional.of("no") : Optional.empty();
    }
  }

  private static String isRoot(String uids) {
    // Real, effective, saved and file system user.
    String[] ids = uids.split("\\s+");
    return ids.length > 1 && ids[1].equals("0") ? "yes" : "no";
  }

  /** Tells how many there are, and the names of those that matter. */
  static Optional<String> capabilities(String hex) {
    try {
      long set = Long.parseUnsignedLong(hex, 16);
      if (set == 0) {
        return Optional.of("none");
      }
      List<String> named =
          CAPABILITIES.entrySet().stream()
              .filter(bit -> (set >>> bit.getKey() & 1) == 1)
              .map(Map.Entry::getValue)
              .toList();
      int count = Long.bitCount(set);
      return Optional.of(
          count + ": " + (named.isEmpty() ? "none that matters" : String.join(" ", named)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String seccomp(String mode) {
    return switch (mode) {
      case "0" -> "disabled";
      case "1" -> "strict";
      case "2" -> "filter";
      default -> "mode " + mode;
    };
  }
}
