package dev.tare.launch;

import dev.tare.proc.Cgroups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Holds a control group of our own with limits, of version 1 or 2, for processes that no engine
 * puts into one: those on the host, and QEMU. It lies beside the engines' groups, below the topmost
 * that can be seen, or in a pool. In version 2 a controller that is turned on for that one stays
 * on.
 */
final class Cgroup implements AutoCloseable {
  /** Stands between the name and the owner in a group's name; a colon would confuse older JVMs. */
  private static final String AT = "@";

  private static final String MEMORY = "memory";

  private final Environment outer;
  private final Limits asked;
  private final Map<String, Cgroups.Chain> groups;
  private final IntFunction<List<CgroupSetting>> settings;
  private boolean open = true;

  private Cgroup(
      Environment outer,
      Limits asked,
      Map<String, Cgroups.Chain> groups,
      IntFunction<List<CgroupSetting>> settings) {
    this.outer = outer;
    this.asked = asked;
    this.groups = groups;
    this.settings = settings;
  }

  /** Makes a group with limits, in the pool where there is one; without either there is none. */
  static Cgroup make(Environment outer, Spec spec, Limits limits) throws IOException {
    return made(of(outer, spec, limits));
  }

  private static Cgroup of(Environment outer, Spec spec, Limits limits) throws IOException {
    Map<String, Cgroups.Chain> groups = new LinkedHashMap<>();
    Set<String> controllers = new LinkedHashSet<>(CgroupSetting.controllers(limits));
    spec.pool().ifPresent(any -> controllers.add(MEMORY));
    if (!controllers.isEmpty()) {
      ControlGroups mounted = ControlGroups.in(outer);
      for (String controller : controllers) {
        groups.put(controller, below(mounted, controller, spec));
      }
    }
    Optional<BlockDevice> disk = BlockDevice.limited(outer, limits);
    return new Cgroup(outer, limits, groups, version -> CgroupSetting.of(limits, version, disk));
  }

  /**
   * Plans a group in every hierarchy, with limits or without: by it something is found again.
   * {@link #making} makes it.
   */
  static Cgroup everywhere(Environment outer, Spec spec) throws IOException {
    Cgroup limited = of(outer, spec, spec.limits());
    Map<String, Cgroups.Chain> groups = new LinkedHashMap<>(limited.groups);
    for (String mount : ControlGroups.in(outer).mounts()) {
      if (limited.groups.values().stream().noneMatch(chain -> chain.folders().contains(mount))) {
        String folder = mount + "/" + folder(spec.name(), spec.owner());
        groups.put(mount, new Cgroups.Chain(1, List.of(folder, mount)));
      }
    }
    return new Cgroup(outer, spec.limits(), groups, limited.settings);
  }

  static List<String> folders(Environment outer, String path) throws IOException {
    return ControlGroups.in(outer).mounts().stream().map(mount -> mount + "/" + path).toList();
  }

  /** Makes the group of a pool: its limit holds for all groups inside together. */
  static Cgroup pool(Environment outer, String folder, long bytes) throws IOException {
    Cgroups.Chain top = top(ControlGroups.in(outer), MEMORY);
    String mount = top.folders().get(0);
    Cgroups.Chain chain = new Cgroups.Chain(top.version(), List.of(mount + "/" + folder, mount));
    return made(
        new Cgroup(
            outer,
            Limits.NONE.with(MEMORY, Long.toString(bytes)),
            Map.of(MEMORY, chain),
            version -> CgroupSetting.pool(bytes, version)));
  }

  /** Names a group so that its owner is read from it again. */
  static String folder(String name, Owner owner) {
    return name + AT + owner.text().replace(":", AT);
  }

  private static Cgroup made(Cgroup group) throws IOException {
    try {
      group.make();
      return group;
    } catch (IOException | RuntimeException e) {
      FailedStart.close(group::close, e);
      throw e;
    }
  }

  /** Version 2 has one group for all controllers; of version 1 only memory lies in a pool. */
  private static Cgroups.Chain below(ControlGroups mounted, String controller, Spec spec)
      throws IOException {
    Cgroups.Chain top = top(mounted, controller);
    List<String> folders = new ArrayList<>(List.of(top.folders().get(0)));
    if (spec.pool().isPresent() && (top.version() == 2 || controller.equals(MEMORY))) {
      folders.add(0, folders.get(0) + "/" + spec.pool().get().name());
    }
    folders.add(0, folders.get(0) + "/" + folder(spec.name(), spec.owner()));
    return new Cgroups.Chain(top.version(), folders);
  }

  private static Cgroups.Chain top(ControlGroups mounted, String controller) throws IOException {
    return mounted
        .top(controller)
        .orElseThrow(() -> new LaunchException(CgroupCheck.absent(controller).line()));
  }

  private void make() throws IOException {
    enable();
    if (!groups.isEmpty()) {
      run(makingScript());
    }
  }

  /** Makes the group, and then runs the command in it: one process where there would be three. */
  Command making(Command command) throws IOException {
    enable();
    return makingScript().and(command.words());
  }

  /** Turns controllers of version 2 on for the groups below the ones around. */
  private void enable() throws IOException {
    List<String> version2 = new ArrayList<>();
    groups.forEach(
        (controller, chain) -> {
          if (chain.version() == 2) {
            version2.add(CgroupSetting.enabled(controller));
          }
        });
    if (!version2.isEmpty()) {
      List<String> around = groups.get(version2.get(0)).folders();
      for (int i = around.size() - 1; i > 0; i--) {
        run(Script.of("cgroup-enable", around.get(i)).and(version2));
      }
    }
  }

  private Command makingScript() {
    List<String> words = new ArrayList<>();
    groups.forEach(
        (controller, chain) -> {
          settings.apply(chain.version()).stream()
              .filter(setting -> setting.controller().equals(controller))
              .forEach(
                  setting -> {
                    words.add(setting.optional() ? "may" : "must");
                    words.add(chain.folders().get(0) + "/" + setting.file());
                    words.add(setting.value());
                  });
        });
    return Script.of("cgroup-make", String.join("\n", folders())).and(words).and("--");
  }

  /** Says what the script says, without the script. */
  private void run(Command command) throws IOException {
    Ended ended = outer.run(command);
    if (!ended.succeeded()) {
      throw new LaunchException(
          "no control group for %s: %s; mend what `env bare` says, or leave the limit out"
              .formatted(asked.text(), ended.lastLine()));
    }
  }

  Set<String> folders() {
    Set<String> folders = new LinkedHashSet<>();
    groups.values().forEach(chain -> folders.add(chain.folders().get(0)));
    return folders;
  }

  /** Returns the command, in the group from its first instruction on. */
  Command command(Command command) {
    Set<String> folders = folders();
    if (folders.isEmpty()) {
      return command;
    }
    Command joined =
        Script.of("cgroup-join", Integer.toString(folders.size()))
            .and(List.copyOf(folders))
            .and(command.words());
    return new Command(joined.words(), command.variables());
  }

  Limits limits() throws IOException {
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
    Ended ended = outer.run(removal(folders()));
    if (!ended.succeeded()) {
      throw new LaunchException(
          "control group not removed: " + ended.lastLine() + "; `env --clean` does it later");
    }
  }

  /** The groups that runs have made and that are still there, each in all its hierarchies. */
  static List<StaleResource> staleResources(Environment outer) throws IOException {
    List<String> mounts = ControlGroups.in(outer).mounts();
    if (mounts.isEmpty()) {
      return List.of();
    }
    Command find =
        Command.of("find")
            .and(mounts)
            .and("-maxdepth", "1", "-name", Owner.PREFIX + "*" + AT + "*");
    Map<String, List<String>> found = new TreeMap<>();
    for (String folder : outer.run(find).out().lines().toList()) {
      String name = folder.substring(folder.lastIndexOf('/') + 1);
      found.computeIfAbsent(name, any -> new ArrayList<>()).add(folder);
    }
    List<StaleResource> left = new ArrayList<>();
    found.forEach(
        (name, folders) ->
            StaleResource.of(
                    "control group " + name,
                    name.substring(name.indexOf(AT) + 1).replace(AT, ":"),
                    removal(folders))
                .forEach(left::add));
    return left;
  }

  static Command removal(Collection<String> folders) {
    return Script.of("cgroup-remove").and(List.copyOf(folders));
  }
}
