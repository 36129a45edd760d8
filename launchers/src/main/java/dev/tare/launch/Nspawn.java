package dev.tare.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a container of systemd-nspawn that no systemd has to know of. */
final class Nspawn extends NamespaceLayer {
  private static final String STATE = "/run/systemd/nspawn";

  Nspawn() {
    super("nspawn", "a container of systemd-nspawn", "systemd-container");
  }

  @Override
  String program() {
    return "systemd-nspawn";
  }

  /** A kill would leave locks and folders there. */
  @Override
  Optional<Command> before(Environment outer) {
    return Optional.of(Script.of("own-state", STATE));
  }

  /**
   * Takes away its own file system in memory: then /tmp lies where it does in every other layer.
   */
  @Override
  List<String> words(RootfsContainer container) {
    List<String> words = new ArrayList<>(List.of("env", "SYSTEMD_NSPAWN_TMPFS_TMP=0", program()));
    words.addAll(List.of("--quiet", "--directory", container.folder() + "/root"));
    words.addAll(List.of("--machine", container.spec.name(), "--register=no", "--keep-unit"));
    words.addAll(List.of("--as-pid2", "--console=pipe"));
    if (container.hasOwnNetwork()) {
      words.add("--private-network");
    }
    if (!container.shipped().isEmpty()) {
      words.add("--bind-ro=" + bind(container.shipped(), Places.SHIPPED));
    }
    if (!container.data().isEmpty()) {
      words.add("--bind=" + bind(container.data(), Places.DATA));
    }
    return words;
  }

  private static String bind(String from, String to) {
    return from.replace("\\", "\\\\").replace(":", "\\:") + ":" + to;
  }

  @Override
  Map<String, String> facts(Spec spec) {
    // Its filter holds for what it starts itself, and not for the commands that are entered.
    return Map.of("seccomp", "off");
  }
}
