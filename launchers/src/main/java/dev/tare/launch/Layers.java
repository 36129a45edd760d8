package dev.tare.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Knows the layers there are, and enters a stack of them. */
public final class Layers {
  private final List<Layer> all;

  Layers(List<Layer> all) {
    this.all = List.copyOf(all);
  }

  /** Returns every layer. A new one is a line here. */
  public static Layers standard() {
    return new Layers(
        List.of(
            new Bare(),
            new Bwrap(),
            new Nspawn(),
            new Runc(),
            new OciRuntime("crun", "a container of crun, without podman", false),
            new Runsc(),
            new Docker(),
            new Podman(),
            new Lxc(),
            new Kvm(),
            new Ssh(),
            new Slurm()));
  }

  public List<Layer> all() {
    return all;
  }

  List<String> names() {
    return all.stream().map(Layer::name).toList();
  }

  Optional<Layer> named(String name) {
    return all.stream().filter(layer -> layer.name().equals(name)).findFirst();
  }

  /**
   * Makes the environment of a stack, layer in layer. Limits go to the outermost layer that can
   * limit; what is written in a layer's own brackets goes to that layer.
   *
   * @param host stays open, and belongs to the caller
   * @param limits of the whole environment
   * @return closing it closes every layer, innermost first
   */
  public static Environment enter(
      Environment host, Stack stack, Owner owner, String name, Limits limits) throws IOException {
    return enter(host, stack, owner, name, limits, Optional.empty(), Beginning.USUAL);
  }

  /**
   * Enters a stack that begins in a way of its own, or inside a pool: the outermost layer makes all
   * of it there, which is read back.
   *
   * @param pool of this host
   * @param beginning the usual one in a stack of other than one layer
   * @throws LaunchException also where it does not lie in the pool
   */
  public static Environment enter(
      Environment host,
      Stack stack,
      Owner owner,
      String name,
      Limits limits,
      Optional<MemoryPool> pool,
      Beginning beginning)
      throws IOException {
    return enter(host, stack, stack, owner, name, limits, pool, beginning);
  }

  /**
   * Makes a machine in which what a stack has inside it will be made, with all that this takes.
   *
   * @param stack with something in its machine
   */
  public static Environment enterGuest(
      Environment host, Stack stack, Owner owner, String name, Limits limits) throws IOException {
    Stack guest = stack.guest().orElseThrow();
    return enter(host, guest, stack, owner, name, limits, Optional.empty(), Beginning.USUAL);
  }

  /** Enters the outer layers of a whole. */
  private static Environment enter(
      Environment host,
      Stack stack,
      Stack whole,
      Owner owner,
      String name,
      Limits limits,
      Optional<MemoryPool> pool,
      Beginning beginning)
      throws IOException {
    Deque<Environment> made = new ArrayDeque<>();
    Limits left = limits;
    try {
      for (int i = 0; i < stack.steps().size(); i++) {
        Stack.Step step = stack.steps().get(i);
        Environment outer = made.isEmpty() ? host : made.getFirst();
        Limits own = step.limits().or(step.layer().limits() ? left : Limits.NONE);
        left = step.layer().limits() ? Limits.NONE : left;
        Optional<MemoryPool> around = i == 0 ? pool : Optional.empty();
        if (around.isPresent() && !step.layer().limits()) {
          throw new LaunchException(
              step.layer().name() + " cannot be put into a pool of this host's memory");
        }
        Spec spec = new Spec(owner, name, step.options(), own, whole.inside(i), around, beginning);
        made.push(step.layer().enter(outer, spec));
        if (around.isPresent()) {
          around.get().check(made.getFirst());
        }
      }
      return new Nested(stack.text(), made);
    } catch (IOException | RuntimeException e) {
      closeAll(made, e);
      throw e;
    }
  }

  /**
   * Makes what a stack has in its machine, in a machine that others share.
   *
   * @param guest stays open, and belongs to the caller
   * @param limits of what is made
   * @return closing it leaves the machine
   */
  public static Environment enterShared(
      Environment guest, Stack stack, Owner owner, String name, Limits limits) throws IOException {
    Deque<Environment> made = new ArrayDeque<>();
    made.push(new LeftOpen(guest));
    made.push(enter(guest, stack.inGuest(), owner, name, limits));
    return new Nested(stack.text(), made);
  }

  /** Leaves open what belongs to somebody else. */
  private static final class LeftOpen extends ForwardingEnvironment {
    LeftOpen(Environment inner) {
      super(inner);
    }

    @Override
    public Ended run(Command command, Duration limit) throws IOException {
      return inner().run(command, limit);
    }

    @Override
    public void close() {}
  }

  /**
   * Returns what an environment of a stack takes of the host's memory beside its limit.
   *
   * @return bytes, from 0; see {@link Layer#besideBytes}
   */
  public static long besideBytes(Environment host, Stack stack, Owner owner) throws IOException {
    if (stack.steps().isEmpty()) {
      return 0;
    }
    Stack.Step outermost = stack.steps().get(0);
    Spec spec = planned(owner, outermost, outermost.limits(), stack.inside(0));
    return outermost.layer().besideBytes(host, spec);
  }

  /**
   * Finds why an environment of a stack cannot move to another machine.
   *
   * @param to that machine
   * @return absent where it can; see {@link Layer#lacksForMoving}
   */
  public static Optional<Finding> lacksForMoving(
      Environment from, Environment to, Stack stack, Limits limits, Owner owner)
      throws IOException {
    Stack.Step step = stack.steps().get(0);
    Spec spec = planned(owner, step, step.limits().or(limits), List.of());
    return step.layer().lacksForMoving(from, to, spec);
  }

  private static Spec planned(Owner owner, Stack.Step step, Limits limits, List<String> inner) {
    return new Spec(owner, Owner.PREFIX + owner.pid() + "-plan", step.options(), limits, inner);
  }

  private static void closeAll(Deque<Environment> made, Exception cause) {
    while (!made.isEmpty()) {
      FailedStart.close(made.pop()::close, cause);
    }
  }
}
