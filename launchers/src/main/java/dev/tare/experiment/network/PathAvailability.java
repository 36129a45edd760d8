package dev.tare.experiment.network;

import dev.tare.experiment.Availability;
import dev.tare.experiment.Session;
import dev.tare.experiment.ends.Affinity;
import dev.tare.experiment.ends.EndCpus;
import dev.tare.experiment.ends.Offload;
import dev.tare.experiment.ends.Published;
import dev.tare.experiment.ends.Via;
import dev.tare.launch.Finding;
import dev.tare.launch.Limits;
import dev.tare.launch.Programs;
import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Describes whether paths can be had here, as far as can be told before they are made.
 *
 * @param root whether this program may change the host's devices and read its rules
 */
record PathAvailability(Session session, NetworkParameters asked, EndCpus cpus, boolean root) {
  static PathAvailability of(Session session, NetworkParameters asked, EndCpus cpus) {
    String status = ProcFiles.system().text("proc/self/status").orElse("");
    String[] ids = ProcText.value(status, "Uid").orElse("").split("\\s+");
    return new PathAvailability(session, asked, cpus, ids.length > 1 && ids[1].equals("0"));
  }

  /**
   * Returns what keeps a path from being had, one line with the remedy; absent where nothing does.
   */
  Optional<String> obstacle(NetworkPath path) throws IOException {
    List<String> lines = new ArrayList<>();
    Optional<String> senseless = asked.senseless(path);
    if (senseless.isPresent()) {
      lines.add(senseless.get());
    } else {
      for (String program : programs(path)) {
        Programs.lacking(session.host(), program).map(Finding::line).ifPresent(lines::add);
      }
      if (!root) {
        rights(path)
            .forEach(
                what -> lines.add("not root, which it takes for " + what + "; run as root (sudo)"));
      }
      if (lines.isEmpty()) {
        lines.addAll(layer(path));
      }
    }
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(path.word() + ": " + String.join("; ", lines));
  }

  private boolean setsDevices(NetworkPath path) {
    return path.hasDevices() && !path.hasGuest() && !asked.offloads().isEmpty();
  }

  private static boolean translatesHere(NetworkPath path) {
    return path.via() == Via.NAT && !path.hasGuest();
  }

  private List<String> programs(NetworkPath path) {
    List<String> programs = new ArrayList<>(List.of("ip"));
    if (path.via() == Via.PROGRAM) {
      programs.add(Affinity.PROGRAM);
    }
    if (translatesHere(path)) {
      programs.add("iptables");
    }
    if (setsDevices(path)) {
      programs.addAll(List.of("ethtool", "nsenter"));
    }
    return programs;
  }

  private List<String> rights(NetworkPath path) {
    List<String> rights = new ArrayList<>();
    if (translatesHere(path)) {
      rights.add("its proof, which reads the rules that translate");
    }
    if (path.isLimited() && path.hasGuest()) {
      rights.add("its tap and its bridge");
    }
    if (setsDevices(path)) {
      rights.add("--offload, which sets the container's devices");
    }
    return rights;
  }

  private List<String> layer(NetworkPath path) {
    Limits limits =
        path.isLimited()
            ? Limits.NONE.with("cpuset", Integer.toString(cpus.server()))
            : Limits.NONE;
    Availability outermost =
        Availability.of(
            session.host(),
            path.stack(Offload.AS_IS, Published.at(1), false),
            session.owner(),
            limits);
    return outermost.findings().stream().filter(Finding::stops).map(Finding::line).toList();
  }
}
