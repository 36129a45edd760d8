package dev.tare.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds what is missing for a container of LXC. */
final class LxcCheck {
  private LxcCheck() {}

  static List<Finding> findings(Environment outer, Spec spec) throws IOException {
    List<Finding> findings =
        new ArrayList<>(new RootfsCheck(outer, spec).findings("lxc-execute", "lxc", spec.limits()));
    boolean filtered = spec.option(Lxc.SECCOMP.name(), "on").equals("on") && !outer.isDry();
    Command readable = Command.of("test", "-r", LxcConfig.SECCOMP);
    if (filtered
        && Programs.has(outer, "lxc-execute")
        && !outer.run(readable, Environment.PATIENCE).succeeded()) {
      findings.add(
          Finding.missing(
              LxcConfig.SECCOMP + " is missing", "apt-get install lxc, or use seccomp=off"));
    }
    return findings;
  }
}
