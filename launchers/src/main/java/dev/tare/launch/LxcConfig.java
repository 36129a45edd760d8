package dev.tare.launch;

import dev.tare.proc.Cgroups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the configuration of one LXC container, a line each (lxc.container.conf(5)). */
final class LxcConfig {
  /** The comment that tells who made it. */
  static final String OWNER = "# " + Owner.LABEL + "=";

  /** LXC's own list of system calls that containers may not make. */
  static final String SECCOMP = "/usr/share/lxc/config/common.seccomp";

  private static final int BROADCAST = 255;

  private static final String SHM_BYTES = "65536k";

  private final List<String> lines = new ArrayList<>();

  private LxcConfig() {}

  static String of(Environment outer, Spec spec, String folder, Optional<Bridge> bridge)
      throws IOException {
    LxcConfig config = new LxcConfig();
    config.lines.add(OWNER + spec.owner().text());
    config.set("lxc.uts.name", spec.name());
    config.set("lxc.rootfs.path", "overlay:" + outer.places().userland() + ":" + folder + "/delta");
    // LXC's own default is a folder that belongs to its package.
    config.set("lxc.rootfs.mount", folder + "/root");
    config.files(outer.places(), spec);
    config.network(spec, bridge);
    config.confinement(spec);
    spec.pool().ifPresent(pool -> config.set("lxc.cgroup.dir", pool.name()));
    config.limits(outer, spec.limits());
    return String.join("\n", config.lines) + "\n";
  }

  private void set(String key, String value) {
    lines.add(key + " = " + value);
  }

  /** {@code force}, or the JVM does not see its limits. */
  private void files(Places places, Spec spec) {
    set("lxc.mount.auto", "proc:mixed sys:ro cgroup:ro:force");
    set(
        "lxc.mount.entry",
        "tmpfs dev/shm tmpfs rw,nosuid,nodev,size=" + SHM_BYTES + ",mode=1777,create=dir 0 0");
    bind(places.shipped(), Places.SHIPPED, "bind,ro,create=dir");
    if (spec.option(Docker.DATA.name(), "host").equals("host")) {
      bind(places.data(), Places.DATA, "bind,create=dir");
    }
  }

  private void bind(String from, String to, String how) {
    if (!from.isEmpty()) {
      set("lxc.mount.entry", escaped(from) + " " + to.substring(1) + " none " + how + " 0 0");
    }
  }

  static String escaped(String path) {
    return path.replace("\\", "\\134")
        .replace(" ", "\\040")
        .replace("\t", "\\011")
        .replace("\n", "\\012");
  }

  private void network(Spec spec, Optional<Bridge> bridge) {
    if (bridge.isPresent()) {
      set("lxc.net.0.type", "veth");
      set("lxc.net.0.link", bridge.get().name());
      set("lxc.net.0.name", "eth0");
      set("lxc.net.0.flags", "up");
      set(
          "lxc.net.0.ipv4.address",
          bridge.get().address(Lxc.ADDRESS) + "/24 " + bridge.get().address(BROADCAST));
      set("lxc.net.0.ipv4.gateway", bridge.get().hostAddress());
    } else if (spec.option(Lxc.NETWORK.name(), "none").equals("host")) {
      set("lxc.net.0.type", "none");
    } else {
      set("lxc.net.0.type", "empty");
      set("lxc.net.0.flags", "up");
    }
  }

  /** Takes away from a container what LXC's own templates take away. */
  private void confinement(Spec spec) {
    set("lxc.signal.stop", "SIGKILL");
    set("lxc.tty.max", "0");
    set("lxc.console.path", "none");
    set("lxc.apparmor.profile", "unconfined");
    set("lxc.cap.drop", "mac_admin mac_override sys_time sys_module sys_rawio");
    if (spec.option(Lxc.SECCOMP.name(), "on").equals("on")) {
      set("lxc.seccomp.profile", SECCOMP);
    }
  }

  private void limits(Environment outer, Limits limits) throws IOException {
    List<String> controllers = CgroupSetting.controllers(limits);
    if (controllers.isEmpty()) {
      return;
    }
    ControlGroups mounted = ControlGroups.in(outer);
    Optional<BlockDevice> disk = BlockDevice.limited(outer, limits);
    for (String controller : controllers) {
      Cgroups.Chain top =
          mounted
              .top(controller)
              .orElseThrow(() -> new LaunchException(CgroupCheck.absent(controller).line()));
      String key = top.version() == 1 ? "lxc.cgroup." : "lxc.cgroup2.";
      for (CgroupSetting setting : CgroupSetting.of(limits, top.version(), disk)) {
        if (setting.controller().equals(controller) && isTaken(outer, top, setting)) {
          set(key + setting.file(), setting.value());
        }
      }
    }
  }

  /** LXC starts no container whose group lacks a file; reading back says what was not had. */
  private static boolean isTaken(Environment outer, Cgroups.Chain top, CgroupSetting setting)
      throws IOException {
    if (!setting.optional()) {
      return true;
    }
    return setting.controller().equals(CgroupSetting.DISK)
        ? ControlGroups.groupsHave(outer, top, setting.file())
        : ControlGroups.countsSwap(outer, top);
  }
}
