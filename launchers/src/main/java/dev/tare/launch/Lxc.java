package dev.tare.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a container of LXC with the userland as its root, read-only below an overlay. LXC's own
 * small init keeps it alive; every command is an {@code lxc-attach}. Needs root.
 */
final class Lxc implements Layer {
  static final String NAME = "lxc";

  static final int ADDRESS = 2;

  static final LayerOption NETWORK =
      LayerOption.oneOf(
          "network",
          "none (default), the host's own, or a bridge of its own with a free subnet",
          "none",
          "host",
          "bridge");
  static final LayerOption SECCOMP =
      LayerOption.onOff("seccomp", "LXC's own filter of system calls (default on)");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> engine() {
    return Optional.of("lxc-execute");
  }

  @Override
  public String meaning() {
    return "an LXC container";
  }

  @Override
  public List<LayerOption> options() {
    return List.of(NETWORK, SECCOMP, Docker.DATA, MergingProgram.ASKED);
  }

  @Override
  public String whyNotSaved() {
    return "which lxc-checkpoint saves, but its restore ends with 1 and says nothing (LXC 5.0, CRIU"
        + " 4.1)";
  }

  @Override
  public Map<String, String> reachable() {
    return Map.of(NETWORK.name(), "bridge");
  }

  @Override
  public List<Finding> check(Environment outer, Spec spec) throws IOException {
    List<Finding> findings =
        new ArrayList<>(new RootfsCheck(outer, spec).findings("lxc-execute", "lxc", spec.limits()));
    boolean filtered = spec.option(SECCOMP.name(), "on").equals("on") && !outer.isDry();
    if (filtered
        && Programs.has(outer, "lxc-execute")
        && !outer.succeeds(Command.of("test", "-r", LxcConfig.SECCOMP))) {
      findings.add(
          Finding.missing(
              LxcConfig.SECCOMP + " is missing", "apt-get install lxc, or use seccomp=off"));
    }
    return findings;
  }

  @Override
  public Environment enter(Environment outer, Spec spec) throws IOException {
    LxcContainer container = new LxcContainer(outer, spec, Container.bridge(outer, spec));
    container.run();
    return container;
  }

  /** Containers that run, and bridges and rules. */
  @Override
  public List<StaleResource> staleResources(Environment outer) throws IOException {
    List<StaleResource> left = new ArrayList<>();
    Ended monitors = outer.run(Script.of("lxc-monitors"));
    for (String line : monitors.out().lines().toList()) {
      String[] place = monitored(line);
      if (place.length == 2 && place[1].startsWith(Owner.PREFIX)) {
        Command config = Command.of("cat", place[0] + "/" + place[1] + "/config");
        owner(outer.run(config).out())
            .ifPresent(
                owner ->
                    left.add(
                        new StaleResource(
                            "lxc container " + place[1],
                            owner,
                            List.of(
                                LxcContainer.stop(place[0], place[1]),
                                LxcContainer.removal(place[0], place[1])))));
      }
    }
    left.addAll(StaleNetworks.in(outer));
    return left;
  }

  /** Matches path and name in the title of a monitor: {@code [lxc monitor] /path name}. */
  static String[] monitored(String title) {
    String both = title.strip().replaceFirst("^\\[lxc monitor\\] ", "");
    int blank = both.lastIndexOf(' ');
    return blank < 0
        ? new String[0]
        : new String[] {both.substring(0, blank), both.substring(blank + 1)};
  }

  static Optional<Owner> owner(String config) {
    return config
        .lines()
        .filter(line -> line.startsWith(LxcConfig.OWNER))
        .findFirst()
        .flatMap(line -> Owner.parse(line.substring(LxcConfig.OWNER.length())));
  }
}
