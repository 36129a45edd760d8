package dev.tare.experiment;

import dev.tare.launch.Beginning;
import dev.tare.launch.DryHost;
import dev.tare.launch.Environment;
import dev.tare.launch.Host;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Layers;
import dev.tare.launch.LimitCheck;
import dev.tare.launch.Limits;
import dev.tare.launch.MemoryPool;
import dev.tare.launch.Owner;
import dev.tare.launch.Places;
import dev.tare.launch.Stack;
import dev.tare.userland.Pack;
import dev.tare.userland.Userland;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Describes what one run has open on this machine: its environments and its folders. Closing it,
 * from whatever thread, leaves nothing.
 */
public final class Session implements AutoCloseable {
  private final Owner owner;
  private final Environment host;
  private final Optional<RunFolders> folders;
  private final Optional<Userland> userland;
  private final List<Pack> packs;
  private final Deque<Environment> open = new ConcurrentLinkedDeque<>();
  private final Deque<AutoCloseable> held = new ConcurrentLinkedDeque<>();
  private final SessionLock lock = new SessionLock();
  private final AtomicInteger made = new AtomicInteger();

  private Session(
      Owner owner,
      Environment host,
      Optional<RunFolders> folders,
      Optional<Userland> userland,
      List<Pack> packs) {
    this.packs = packs;
    this.owner = owner;
    this.host = host;
    this.folders = folders;
    this.userland = userland;
  }

  /**
   * Opens a session on this machine.
   *
   * @param run the run's id
   * @param jar what is shipped: the jar that runs
   * @param userland what environments are made of; absent: only the host itself can be measured
   * @param data where disk benchmarks measure, in a folder of the run's own; absent: /var/tmp
   */
  public static Session open(String run, Path jar, Optional<Userland> userland, Optional<Path> data)
      throws IOException {
    return open(run, Shipped.of(jar), userland, data);
  }

  /** Opens a session in which more is shipped than the jar. */
  public static Session open(
      String run, Shipped shipped, Optional<Userland> userland, Optional<Path> data)
      throws IOException {
    Owner owner = Owner.ofRun(run);
    RunFolders folders = RunFolders.make(owner, shipped, data);
    return new Session(
        owner, new Host(folders.places(userland)), Optional.of(folders), userland, shipped.packs());
  }

  /**
   * A session in which nothing happens: every command is printed.
   *
   * @param lines gets one command after the other
   */
  public static Session dry(
      String run, Optional<Userland> userland, Optional<Path> data, Consumer<String> lines) {
    Owner owner = Owner.ofRun(run);
    Places places = RunFolders.planned(owner, data).places(userland);
    return new Session(owner, new DryHost(places, lines), Optional.empty(), userland, List.of());
  }

  public Owner owner() {
    return owner;
  }

  /** Returns what environments are made of; absent where only the host itself can be measured. */
  public Optional<Userland> userland() {
    return userland;
  }

  /** The packs of software that are shipped. */
  public List<Pack> packs() {
    return packs;
  }

  /** Returns this machine, outside every layer. */
  public Environment host() {
    return host;
  }

  /**
   * Makes an environment. Its limits are read back from outside; {@link LimitCheck#inside} does it
   * from inside, once its facts are there.
   *
   * @return belongs to this session; {@link #leave} ends it
   * @throws LimitException where a limit did not take effect
   */
  public Environment enter(Stack stack, Limits limits) throws IOException {
    return enter(stack, limits, Optional.empty());
  }

  /** Makes an environment like {@link #enter(Stack, Limits)}, in a pool of this session. */
  public Environment enter(Stack stack, Limits limits, Optional<MemoryPool> pool)
      throws IOException {
    Environment environment = enter(host, stack, limits, pool, Beginning.USUAL);
    checkOutside(stack, limits, environment);
    return environment;
  }

  /**
   * Makes an environment, whose limits are not read back, while others may be made too.
   *
   * @param outer this machine, as the one sees it who watches what is done
   * @return belongs to this session; {@link #leave} ends it
   */
  public Environment enter(
      Environment outer, Stack stack, Limits limits, Optional<MemoryPool> pool, Beginning beginning)
      throws IOException {
    return made(stack, () -> Layers.enter(outer, stack, owner, name(), limits, pool, beginning));
  }

  private Environment made(Stack stack, Maker<Environment> maker) throws IOException {
    return lock.made(stack.text() + " is not made", () -> adopt(maker.made()));
  }

  /** Makes the machine of a stack, in which {@link #enterShared} makes the rest. */
  public Environment enterGuest(Stack stack, Limits limits) throws IOException {
    Environment environment =
        made(stack, () -> Layers.enterGuest(host, stack, owner, name(), limits));
    checkOutside(stack.guest().orElseThrow(), limits, environment);
    return environment;
  }

  /** Makes what a stack has in its machine, which others share and {@link #leave} does not end. */
  public Environment enterShared(Environment guest, Stack stack, Limits limits) throws IOException {
    Environment environment =
        made(stack, () -> Layers.enterShared(guest, stack, owner, name(), limits));
    checkOutside(stack, limits, environment);
    return environment;
  }

  /** Takes what was made elsewhere: from now on it belongs to this session. */
  public <E extends Environment> E adopt(E environment) {
    open.push(environment);
    return environment;
  }

  /**
   * Makes a pool of memory for environments of this session.
   *
   * @param bytes that all of them may have together
   * @return belongs to this session; {@link #leave(MemoryPool)} ends it
   */
  public MemoryPool pool(long bytes) throws IOException {
    return hold("no pool of memory is made", () -> MemoryPool.make(host, owner, name(), bytes));
  }

  /** Makes something. */
  @FunctionalInterface
  public interface Maker<T> {
    T made() throws IOException;
  }

  /**
   * Makes something that is closed once the environments are, where it is not closed before: then
   * again.
   *
   * @param otherwise what is said where this session is being closed, and nothing is made
   */
  public <T extends AutoCloseable> T hold(String otherwise, Maker<T> maker) throws IOException {
    return lock.made(
        otherwise,
        () -> {
          T one = maker.made();
          held.push(one);
          return one;
        });
  }

  /** Ends a pool, with whatever still runs in it; again at the end where it could not be ended. */
  public void leave(MemoryPool pool) throws IOException {
    lock.done(
        () -> {
          pool.close();
          return held.remove(pool);
        });
  }

  /**
   * Ends an environment of this session. One that could not be ended, as when Ctrl-C ends the
   * engine's own command too, is tried again when the session is closed.
   */
  public void leave(Environment environment) throws IOException {
    lock.done(
        () -> {
          environment.close();
          return open.remove(environment);
        });
  }

  /** No environment is made any more; waits a little for one that is being made. */
  public void refuse() {
    lock.refuse();
  }

  /** Tells whether it is being closed from elsewhere: what fails from now on says nothing. */
  public boolean isClosing() {
    return lock.isClosing();
  }

  /**
   * Tells whether a failure that was just seen is this run's own end: Ctrl-C reaches engines and
   * benchmarks too, and they may be gone before this program knows. Waits half a second for it.
   */
  public boolean wasInterrupted() {
    return lock.closesSoon();
  }

  /** Has a failure counted only where it is none of {@link #wasInterrupted}; else says what is. */
  public void checkNotInterrupted(String otherwise) throws LaunchException {
    if (wasInterrupted()) {
      throw new LaunchException("interrupted: " + otherwise);
    }
  }

  /** Ends all environments, the newest first, and removes the run's folders. */
  @Override
  public void close() throws IOException {
    Optional<IOException> first = lock.closed(this::ended);
    if (first.isPresent()) {
      throw first.get();
    }
  }

  private Optional<IOException> ended() throws IOException {
    IOException first = closed(held, closed(open, null));
    if (folders.isPresent()) {
      folders.get().remove();
    }
    return Optional.ofNullable(first);
  }

  /** Ends the newest first; returns the first failure of all so far. */
  private static IOException closed(Deque<? extends AutoCloseable> open, IOException before) {
    IOException first = before;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (IOException e) {
        first = first == null ? e : first;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return first;
  }

  /**
   * Reads the limits of an environment back from outside.
   *
   * @throws LimitException where one did not take effect; the environment is ended
   */
  public void checkOutside(Stack stack, Limits limits, Environment environment) throws IOException {
    List<String> wrong = host.isDry() ? List.of() : LimitCheck.outside(stack, limits, environment);
    if (!wrong.isEmpty()) {
      leave(environment);
      throw new LimitException(stack, wrong);
    }
  }

  /** Returns a name that is unique on this host as long as this process lives, and short. */
  private String name() {
    return Owner.PREFIX
        + owner.pid()
        + "-"
        + Long.toString(owner.startedTicks(), 36)
        + "-"
        + made.getAndIncrement();
  }
}
