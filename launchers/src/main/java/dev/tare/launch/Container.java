package dev.tare.launch;

import java.io.IOException;
import java.util.Optional;

/**
 * Is one container of any engine: its first process, as it is seen outside, leads to its limits.
 */
abstract class Container implements Environment {
  final Environment outer;
  final Spec spec;
  private boolean open = true;

  /**
   * @param outer where the engine is
   */
  Container(Environment outer, Spec spec) {
    this.outer = outer;
    this.spec = spec;
  }

  /** The container's first process, as the environment outside numbers it. */
  abstract String pid() throws IOException;

  /** Takes it away with all that was made for it, also where it has ended or was never whole. */
  abstract void end() throws IOException;

  @Override
  public Places places() {
    return Places.inside();
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
    if (open) {
      end();
      open = false;
    }
  }
}
