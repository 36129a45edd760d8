package dev.tare.launch;

import dev.tare.proc.Cgroups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A control group of our own with limits, of version 1 or 2, for processes that no engine puts into
 * one: those on the host, and QEMU. It lies beside the engines' groups, below the topmost that can
 * be seen. In version 2 a controller that is turned on for that one stays on.
 */
public final class Cgroup implements AutoCloseable {
  /** Between the name and the owner in a group's name; a colon would confuse older JVMs. */
  private static final String AT = "@";

  /** Words: controllers to turn on, in $0's folder. */
  private static final String ENABLE =
      "for c in \"$@\"; do grep -qsw \"$c\" \"$0/cgroup.subtree_control\""
          + " || echo \"+$c\" > \"$0/cgroup.subtree_control\" || exit; done";

  /** Words: folders, {@code --}, then threes of {@code must} or {@code may}, a file, its value. */
  private static final String MAKE =
      "while [ \"$1\" != -- ]; do mkdir \"$1\" || exit;"
          + " [ ! -e \"$1/../cpuset.mems\" ]"
          + " || cat \"$1/../cpuset.mems\" > \"$1/cpuset.mems\" || exit; shift; done; shift;"
          + " while [ $# -gt 2 ]; do if [ \"$1\" = must ] || [ -e \"$2\" ]; then"
          + " echo \"$3\" > \"$2\" || { echo \"$2 does not take $3\" >&2; exit 1; }; fi;"
          + " shift 3; done";

  /** $0: how many folders follow; then the command. */
  private static final String JOIN =
      "n=$0; while [ \"$n\" -gt 0 ]; do echo $$ > \"$1/cgroup.procs\" || exit 125;"
          + " shift; n=$((n-1)); done; exec \"$@\"";

  /**
   * Words: folders. What runs in them and in the groups that were made below, as bombs make them,
   * is killed; it takes a moment to be gone.
   */
  private static final String REMOVE =
      "for d in \"$@\"; do n=0; while [ -d \"$d\" ]; do"
          + " for p in $(find \"$d\" -name cgroup.procs -exec cat {} +); do"
          + " kill -9 \"$p\" 2>/dev/null; done;"
          + " find \"$d\" -depth -type d -exec rmdir {} \\; 2>/dev/null; n=$((n+1));"
          + " [ ! -d \"$d\" ] || [ $n -le 300 ] || { echo \"$d is still in use\" >&2; exit 1; };"
          + " [ ! -d \"$d\" ] || sleep 0.02; done; done";

  private final Environment outer;
  private final Limits asked;
  private final Map<String, Cgroups.Chain> groups;
  private boolean open = true;

  private Cgroup(Environment outer, Limits asked, Map<String, Cgroups.Chain> groups) {
    this.outer = outer;
    this.asked = asked;
    this.groups = groups;
  }

  /**
   * Makes a group with limits; without any limit there is none, and commands are left alone.
   *
   * @param name begins with {@code tare-}
   */
  public static Cgroup make(Environment outer, Owner owner, String name, Limits limits)
      throws IOException {
    Map<String, Cgroups.Chain> groups = new LinkedHashMap<>();
    List<String> controllers = CgroupSetting.controllers(limits);
    if (!controllers.isEmpty()) {
      ControlGroups mounted = ControlGroups.in(outer);
      String folder = "/" + name + AT + owner.text().replace(":", AT);
      for (String controller : controllers) {
        groups.put(controller, below(mounted, controller, folder));
      }
    }
    Cgroup made = new Cgroup(outer, limits, groups);
    try {
      made.make();
      return made;
    } catch (IOException | RuntimeException e) {
      made.closeAfter(e);
      throw e;
    }
  }

  private static Cgroups.Chain below(ControlGroups mounted, String controller, String folder)
      throws IOException {
    Cgroups.Chain top =
        mounted
            .top(controller)
            .orElseThrow(() -> new LaunchException(CgroupCheck.absent(controller).line()));
    String mount = top.folders().get(0);
    return new Cgroups.Chain(top.version(), List.of(mount + folder, mount));
  }

  private void make() throws IOException {
    List<String> version2 = new ArrayList<>();
    List<String> settings = new ArrayList<>();
    groups.forEach(
        (controller, chain) -> {
          if (chain.version() == 2) {
            version2.add(controller);
          }
          CgroupSetting.of(asked, chain.version()).stream()
              .filter(setting -> setting.controller().equals(controller))
              .forEach(
                  setting -> {
                    settings.add(setting.swap() ? "may" : "must");
                    settings.add(chain.folders().get(0) + "/" + setting.file());
                    settings.add(setting.value());
                  });
        });
    if (!version2.isEmpty()) {
      String top = groups.get(version2.get(0)).folders().get(1);
      run(Command.of("sh", "-c", ENABLE, top).and(version2));
    }
    if (!settings.isEmpty()) {
      run(Command.of("sh", "-c", MAKE, "sh").and(List.copyOf(folders())).and("--").and(settings));
    }
  }

  /** Says what the script says, without the script. */
  private void run(Command command) throws IOException {
    Ended ended = outer.run(command, Environment.PATIENCE);
    if (!ended.succeeded()) {
      throw new LaunchException(
          "no control group for "
              + asked.text()
              + ": "
              + ended.lastLine()
              + "; mend what `env bare` says, or leave the limit out");
    }
  }

  private Set<String> folders() {
    Set<String> folders = new LinkedHashSet<>();
    groups.values().forEach(chain -> folders.add(chain.folders().get(0)));
    return folders;
  }

  /** The command, in the group from its first instruction on. */
  public Command command(Command command) {
    Set<String> folders = folders();
    if (folders.isEmpty()) {
      return command;
    }
    Command joined =
        Command.of("sh", "-c", JOIN, Integer.toString(folders.size()))
            .and(List.copyOf(folders))
            .and(command.words());
    return new Command(joined.words(), command.variables());
  }

  /** The limits that hold, read back from the group's files. */
  public Limits limits() throws IOException {
    return groups.isEmpty() ? Limits.NONE : CgroupReading.read(outer, groups, asked);
  }

  /** Kills what runs in the group, and removes it. */
  @Override
  public void close() throws IOException {
    if (open) {
      if (!groups.isEmpty()) {
        remove();
      }
      open = false;
    }
  }

  private void remove() throws IOException {
    Ended ended = outer.run(removal(folders()), Environment.PATIENCE);
    if (!ended.succeeded()) {
      throw new LaunchException(
          "control group not removed: " + ended.lastLine() + "; `env --clean` does it later");
    }
  }

  private void closeAfter(Exception cause) {
    try {
      close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** The groups that runs have made and that are still there. */
  static List<Leftover> leftovers(Environment outer) throws IOException {
    ControlGroups mounted = ControlGroups.in(outer);
    Set<String> tops = new LinkedHashSet<>();
    for (String controller : List.of("cpu", "cpuset", "memory", "pids")) {
      mounted.top(controller).ifPresent(top -> tops.add(top.folders().get(0)));
    }
    if (tops.isEmpty()) {
      return List.of();
    }
    Command find =
        Command.of("find")
            .and(List.copyOf(tops))
            .and("-maxdepth", "1", "-name", Owner.PREFIX + "*" + AT + "*");
    List<Leftover> left = new ArrayList<>();
    for (String folder : outer.run(find, Environment.PATIENCE).out().lines().toList()) {
      String text = folder.substring(folder.indexOf(AT) + 1).replace(AT, ":");
      Owner.parse(text)
          .ifPresent(
              owner ->
                  left.add(
                      new Leftover(
                          "control group " + folder, owner, List.of(removal(Set.of(folder))))));
    }
    return left;
  }

  private static Command removal(Set<String> folders) {
    return Command.of("sh", "-c", REMOVE, "sh").and(List.copyOf(folders));
  }
}
