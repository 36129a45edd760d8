package dev.tare.launch;

import java.io.IOException;
import java.util.Optional;

/**
 * Is one container of any engine: its first process, as it is seen outside, leads to its limits.
 */
abstract class Container implements Environment {
  final Environment outer;
  final Spec spec;
  final Optional<Bridge> bridge;
  private boolean open = true;

  Container(Environment outer, Spec spec, Optional<Bridge> bridge) {
    this.outer = outer;
    this.spec = spec;
    this.bridge = bridge;
  }

  /** The bridge that is asked for, for a container of the userland, which has to be there. */
  static Optional<Bridge> bridge(Environment outer, Spec spec) throws IOException {
    if (outer.places().userland().isEmpty()) {
      throw new LaunchException(DockerCheck.noUserland().line());
    }
    return spec.option(Lxc.NETWORK.name(), "none").equals("bridge")
        ? Optional.of(Bridge.make(outer, spec.owner()))
        : Optional.empty();
  }

  final boolean hasOwnNetwork() {
    return !spec.option(Lxc.NETWORK.name(), "none").equals("host");
  }

  /** Returns the container's first process, as the environment outside numbers it. */
  abstract String pid() throws IOException;

  /** Starts a command inside as it is. */
  abstract Process attached(Command command) throws IOException;

  @Override
  public final Process start(Command command) throws IOException {
    return attached(new Command(spec.merging(command.words()), command.variables()));
  }

  /**
   * Takes it away with all that was made for it but the bridge, also where it has ended or was
   * never whole.
   */
  abstract void end() throws IOException;

  @Override
  public Places places() {
    return Places.inside();
  }

  @Override
  public Optional<String> address() throws IOException {
    return hasOwnNetwork() ? bridge.map(one -> one.address(Lxc.ADDRESS)) : outer.address();
  }

  @Override
  public final Limits limits() throws IOException {
    return isDry() ? Limits.NONE : CgroupReading.ofProcess(outer, pid(), spec.limits());
  }

  @Override
  public final Optional<String> outsidePid() throws IOException {
    return Optional.of(pid()).filter(pid -> pid.matches("[1-9]\\d*"));
  }

  @Override
  public final boolean isDry() {
    return outer.isDry();
  }

  @Override
  public final void close() throws IOException {
    if (!open) {
      return;
    }
    try {
      end();
    } finally {
      if (bridge.isPresent()) {
        bridge.get().close();
      }
    }
    open = false;
  }
}
