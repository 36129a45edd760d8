package dev.tare.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes a sandbox of bubblewrap: namespaces and mounts, and nothing else. */
final class Bwrap extends NamespaceLayer {
  Bwrap() {
    super("bwrap", "a sandbox of bubblewrap", "bubblewrap");
  }

  @Override
  List<String> words(RootfsContainer container) {
    List<String> words = new ArrayList<>(List.of(program()));
    words.addAll(List.of("--bind", container.folder() + "/root", "/", "--proc", "/proc"));
    words.addAll(List.of("--dev", "/dev", "--tmpfs", "/dev/shm", "--ro-bind", "/sys", "/sys"));
    if (!container.shipped().isEmpty()) {
      words.addAll(List.of("--ro-bind", container.shipped(), Places.SHIPPED));
    }
    if (!container.data().isEmpty()) {
      words.addAll(List.of("--bind", container.data(), Places.DATA));
    }
    words.addAll(List.of("--unshare-pid", "--unshare-ipc", "--unshare-uts"));
    if (container.hasOwnNetwork()) {
      words.add("--unshare-net");
    }
    words.addAll(List.of("--hostname", container.spec.name(), "--new-session", "--chdir", "/"));
    return words;
  }

  @Override
  Map<String, String> facts(Spec spec) {
    return Map.of("seccomp", "off");
  }
}
