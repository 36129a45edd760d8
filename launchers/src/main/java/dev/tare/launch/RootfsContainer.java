package dev.tare.launch;

import dev.tare.result.Facts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Is one container of a {@link RootfsLayer}, in a folder of its own in the scratch folder outside.
 * Its root is mounted in a mount namespace that only the engine sees, so that no mount is left on
 * the host however it ends.
 */
final class RootfsContainer extends Container {
  /** Can always be told to its control group: the group is how a container is found again. */
  static final Limits LEAST = Limits.NONE.with("pids", "1");

  /**
   * Runs first inside where the engine has no init of its own: a shell that waits reaps what lost
   * its parent.
   */
  static final List<String> INIT = Script.of("first").words();

  private final RootfsLayer layer;
  private Optional<Cgroup> group = Optional.empty();
  private Optional<Command> before = Optional.empty();
  private volatile Optional<Command> undoing = Optional.empty();
  private String pid = "PID";

  RootfsContainer(RootfsLayer layer, Environment outer, Spec spec, Optional<Bridge> bridge) {
    super(outer, spec, bridge);
    this.layer = layer;
  }

  /** Starts it; when it fails, nothing is left. */
  void run() throws IOException {
    try {
      Stream<String> parts = Stream.of("/delta", "/work", "/root", "/state");
      outer.makeFolders(parts.map(folder()::concat).toList());
      before = layer.before(outer);
      layer.start(this);
      if (!isDry()) {
        restarted();
      }
      if (bridge.isPresent()) {
        bridge.get().connect(spec.owner(), pid, Lxc.ADDRESS);
      }
      if (spec.option(Docker.DATA.name(), "host").equals("overlay")) {
        ran(Command.of("mkdir", "-p", Places.DATA));
      }
    } catch (IOException | RuntimeException e) {
      FailedStart.close(this::close, e);
      throw e;
    }
  }

  /** Mounts the root for a command alone, whose output goes to the log. */
  Command mounted(Command command) {
    return apart(Script.of("overlay", folder(), outer.places().userland()).and(command.words()));
  }

  /** A later command of an engine, where it finds again what it was started with. */
  Command likeBefore(Command command) {
    return before.isEmpty() ? command : apart(command);
  }

  private Command apart(Command command) {
    Command unshare = Command.of("unshare", "-m", "--propagation", "private");
    return unshare.and(before.map(Command::words).orElse(List.of())).and(command.words());
  }

  /** Runs what starts it, and says what the engine says where it fails. */
  void started(Command command) throws IOException {
    Ended ended = outer.run(command);
    if (!ended.succeeded()) {
      Ended log = outer.run(Command.of("cat", folder() + "/log"));
      String said = log.out().isBlank() ? ended.lastLine() : log.lastLine();
      String asked = spec.limits().text();
      throw new LaunchException(
          "%s: %s%s"
              .formatted(
                  layer.name(),
                  said.isBlank() ? "failed and said nothing" : said,
                  asked.isEmpty() ? "" : " (with " + asked + ")"));
    }
  }

  @Override
  String pid() {
    return pid;
  }

  /** Returns where its root, its log and the engine's state lie. */
  String folder() {
    return outer.places().scratch() + "/" + spec.name();
  }

  /**
   * The command in a control group of ours with the limits, for an engine that makes none itself.
   */
  Command grouped(Command command) throws IOException {
    group = Optional.of(Cgroup.everywhere(outer, spec));
    return group.get().making(command);
  }

  Command inGroup(Command command) {
    return group.map(one -> one.command(command)).orElse(command);
  }

  /** The control group that an engine is to make, from the root of every hierarchy. */
  String groupPath() {
    String own = Cgroup.folder(spec.name(), spec.owner());
    return spec.pool().map(pool -> pool.name() + "/").orElse("") + own;
  }

  /** The folder outside that is mounted, read-only, where the shipped one is; empty for none. */
  String shipped() {
    return outer.places().shipped();
  }

  /** The folder outside that is mounted where the data is; empty where that lies in the overlay. */
  String data() {
    boolean host = spec.option(Docker.DATA.name(), "host").equals("host");
    return host ? outer.places().data() : "";
  }

  @Override
  public String stack() {
    return layer.name();
  }

  @Override
  Process attached(Command command) throws IOException {
    return outer.start(layer.inside(this, command));
  }

  @Override
  public void save(String into) throws IOException {
    layer.save(this, into);
  }

  @Override
  public <T> Optional<T> as(Class<T> capability) {
    return layer.moving(this).filter(capability::isInstance).map(capability::cast);
  }

  /** Has a command run outside when it ends, or none any more. */
  void undoing(Optional<Command> command) {
    undoing = command;
  }

  /** Its first process is another one, which goes on where the one before was. */
  void restarted() throws IOException {
    pid = outer.read(folder() + "/pid").strip();
  }

  @Override
  public Facts facts() throws IOException {
    Map<String, String> facts = new TreeMap<>();
    String prefix = "layer." + layer.name() + ".";
    Ended version = outer.run(Command.of(layer.program(), "--version"));
    version.out().lines().findFirst().ifPresent(line -> facts.put(prefix + "version", line));
    facts.put(prefix + "network", spec.option(Lxc.NETWORK.name(), "none"));
    facts.put(prefix + "storage", "overlay");
    layer.facts(spec).forEach((name, value) -> facts.put(prefix + name, value));
    return Facts.of(facts);
  }

  @Override
  void end() throws IOException {
    // Says no when it has ended by itself, or never began.
    outer.run(layer.end(this));
    outer.ran(
        Cgroup.removal(
            group.isPresent() ? group.get().folders() : Cgroup.folders(outer, groupPath())));
    if (undoing.isPresent()) {
      outer.ran(undoing.get());
    }
    outer.ran(Command.of("rm", "-rf", folder()));
  }
}
