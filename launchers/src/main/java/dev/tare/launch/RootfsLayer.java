package dev.tare.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes containers of the userland's own folder, read-only below an overlay, with an engine that
 * has neither a daemon nor a store. Subclasses say in which words the engine starts one and runs a
 * command in it; all else is the same. Each has a control group that carries the owner: by it what
 * a kill left is found, and ended. Needs root.
 */
abstract class RootfsLayer implements Layer {
  private final String name;
  private final String meaning;

  /** The package of Debian that has the program, which is called as the layer unless it says. */
  private final String debian;

  RootfsLayer(String name, String meaning, String debian) {
    this.name = name;
    this.meaning = meaning;
    this.debian = debian;
  }

  String program() {
    return name;
  }

  /**
   * A command that runs what follows it, after what has to happen in the mount namespace in which
   * the engine starts.
   */
  Optional<Command> before(Environment outer) throws IOException {
    return Optional.empty();
  }

  /** Starts the container, whose folders are there. */
  abstract void start(RootfsContainer container) throws IOException;

  /** The command that runs another one inside. */
  abstract Command inside(RootfsContainer container, Command command);

  /** Tells the engine to end it; whatever still runs afterwards is killed. */
  abstract Command end(RootfsContainer container);

  /**
   * Keeps a container as it runs, which ends it.
   *
   * @throws LaunchException where this engine has no way to
   */
  void save(RootfsContainer container, String into) throws IOException {
    throw new LaunchException(name + " cannot be saved and begun again from that");
  }

  /** Returns what moves a container as it runs; absent where this engine has no way to. */
  Optional<Migratable> moving(RootfsContainer container) {
    return Optional.empty();
  }

  /** Returns what is to be known of a container beside its engine's version and its network. */
  Map<String, String> facts(Spec spec) {
    return Map.of();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<String> engine() {
    return Optional.of(program());
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public List<LayerOption> options() {
    return List.of(Lxc.NETWORK, Docker.DATA, MergingProgram.ASKED);
  }

  @Override
  public Map<String, String> reachable() {
    return Map.of(Lxc.NETWORK.name(), "bridge");
  }

  @Override
  public List<Finding> check(Environment outer, Spec spec) throws IOException {
    return new RootfsCheck(outer, spec)
        .findings(program(), debian, spec.limits().or(RootfsContainer.LEAST));
  }

  @Override
  public Environment enter(Environment outer, Spec spec) throws IOException {
    RootfsContainer container =
        new RootfsContainer(this, outer, spec, Container.bridge(outer, spec));
    container.run();
    return container;
  }

  /** Links first: those of a container go with its processes, which the control groups end. */
  @Override
  public List<StaleResource> staleResources(Environment outer) throws IOException {
    List<StaleResource> left = new ArrayList<>(StaleNetworks.in(outer));
    left.addAll(Cgroup.staleResources(outer));
    return left;
  }

  /** A command with its variables only; of one that is not there it says so with 127. */
  static List<String> cleared(Command command) {
    List<String> words = new ArrayList<>(List.of("env", "-i"));
    variables(command).forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(command.words());
    return words;
  }

  /** Returns the variables of a command in the userland: nothing of those outside. */
  static Map<String, String> variables(Command command) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("PATH", Places.USERLAND_PATH);
    variables.put("HOME", "/root");
    variables.putAll(command.variables());
    return variables;
  }
}
