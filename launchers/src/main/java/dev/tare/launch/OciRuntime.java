package dev.tare.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts a runtime that takes a bundle of the Open Container Initiative, without the engine that
 * usually calls it: runc and crun, and gVisor's runsc.
 */
class OciRuntime extends RootfsLayer {
  /** Is there where systemd mounts version 2 beside version 1, which not every runtime takes. */
  private static final String HYBRID = "/sys/fs/cgroup/unified";

  private final boolean takesHybrid;

  /**
   * @param takesHybrid whether it can be used where version 2 of control groups is mounted beside
   *     version 1; else it runs where that mount is hidden from it
   */
  OciRuntime(String name, String meaning, boolean takesHybrid) {
    super(name, meaning, name);
    this.takesHybrid = takesHybrid;
  }

  /** The runtime with what stands before its verbs. */
  Command runtime(RootfsContainer container) {
    return Command.of(program(), "--root", container.folder() + "/state");
  }

  /** Tells whether version 2 of control groups is mounted beside version 1. */
  static boolean isHybrid(Environment outer) throws IOException {
    return ControlGroups.in(outer).isMounted(HYBRID);
  }

  @Override
  Optional<Command> before(Environment outer) throws IOException {
    return !takesHybrid && isHybrid(outer)
        ? Optional.of(Script.of("without-hybrid"))
        : Optional.empty();
  }

  @Override
  void start(RootfsContainer container) throws IOException {
    String folder = container.folder();
    container.outer.write(OciBundle.of(container), folder + "/config.json");
    Command run =
        verb(container)
            .and("--bundle", folder, "--pid-file", folder + "/pid", container.spec.name());
    container.started(container.mounted(run));
  }

  /** The verb that starts a container beside the client, with what only that takes. */
  Command verb(RootfsContainer container) {
    return runtime(container).and("run", "--detach");
  }

  @Override
  Command inside(RootfsContainer container, Command command) {
    List<String> words = new ArrayList<>(List.of("exec", "--cwd", "/", container.spec.name()));
    words.addAll(cleared(command));
    return container.likeBefore(runtime(container).and(words));
  }

  @Override
  Command end(RootfsContainer container) {
    return container.likeBefore(runtime(container).and("delete", "--force", container.spec.name()));
  }

  @Override
  Map<String, String> facts(Spec spec) {
    return Map.of("seccomp", "off");
  }
}
