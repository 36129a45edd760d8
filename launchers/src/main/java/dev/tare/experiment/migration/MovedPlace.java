package dev.tare.experiment.migration;

import dev.tare.experiment.Lab;
import dev.tare.experiment.Plan;
import dev.tare.experiment.Session;
import dev.tare.launch.Beginning;
import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Limits;
import dev.tare.launch.Migratable;
import dev.tare.launch.Move;
import dev.tare.launch.Places;
import dev.tare.launch.Script;
import dev.tare.launch.Stack;
import dev.tare.proc.FreePort;
import dev.tare.proc.ProcText;
import dev.tare.result.Facts;
import dev.tare.service.Service;
import dev.tare.service.Services;
import dev.tare.userland.Pack;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An environment at work, and its clients outside. */
final class MovedPlace implements Closeable {
  /** Is how long clients look at it before it is moved, and after. */
  static final Duration QUIET = Duration.ofMillis(1500);

  /** Holds what a container or a machine has where nothing else was asked for. */
  static final Limits USUAL = Limits.NONE.with("memory", "512m");

  private static final long LOOK_MS = 20;

  /** Is how often it is asked whether what does not answer is still there. */
  private static final Duration A_LOOK = Duration.ofSeconds(5);

  /** Is what a server is asked a second, beside the question of every millisecond. */
  private static final int RATE = 2000;

  /** Runs first in a container: what it has open is inside, or it could not be saved. */
  private static final Beginning BEGINNING =
      new Beginning(Optional.empty(), Optional.empty(), Script.of("stay").words());

  private final Session session;
  private final Parameters parameters;
  private final Moving moving;
  private final Optional<Environment> there;
  private final Environment environment;
  private String address;
  private UdpEcho echo;
  private Requests requests;
  private Optional<String> refusal = Optional.empty();
  private Optional<ServerLoad> load = Optional.empty();

  private MovedPlace(Lab lab, Plan<Parameters> plan, Moving moving, Limits limits)
      throws IOException {
    this.session = lab.session();
    this.parameters = plan.parameters();
    this.moving = moving;
    Optional<Stack> other = parameters.elsewhere();
    this.there =
        other.isPresent() ? Optional.of(session.enter(other.get(), Limits.NONE)) : Optional.empty();
    try {
      this.environment =
          session.enter(session.host(), moving.stack(), limits, Optional.empty(), BEGINNING);
    } catch (IOException | RuntimeException e) {
      leave();
      throw e;
    }
  }

  private void leave() throws IOException {
    if (there.isPresent()) {
      session.leave(there.get());
    }
  }

  /**
   * Makes it, and has it work.
   *
   * @throws IOException in one line; nothing is left
   */
  static MovedPlace open(Lab lab, Plan<Parameters> plan, Moving moving)
      throws IOException, InterruptedException {
    Limits limits = plan.setting().limits().or(USUAL);
    MovedPlace place = new MovedPlace(lab, plan, moving, limits);
    try {
      place.session.checkOutside(moving.stack(), limits, place.environment);
      place.start();
      return place;
    } catch (IOException | RuntimeException | InterruptedException e) {
      place.close();
      throw e;
    }
  }

  private void start() throws IOException, InterruptedException {
    address = environment.address().orElse("127.0.0.1");
    Places places = environment.places();
    int port = FreePort.find();
    int rate = moving.work().rate();
    int set = moving.workingSet().orElse(parameters.workingSet().get(0));
    int served = port;
    Command work = MovedWork.command(places, address, port, rate, set);
    Detached server = Detached.begin(environment, "work", work);
    if (moving.work().isServer()) {
      served = FreePort.find();
      server = Detached.begin(environment, Work.MEMCACHED, memcached(places, served));
    }
    if (!environment.isDry()) {
      ask(server, port, served);
    }
  }

  /** Has clients ask it, until all are answered and what answers is compiled. */
  private void ask(Detached server, int port, int served) throws IOException, InterruptedException {
    if (!comes(() -> isConnected(served), server::loss)) {
      throw silent(server.loss());
    }
    // Not before: questions that nobody answers yet take the time of what begins.
    echo = new UdpEcho(address, port);
    if (moving.work().isServer()) {
      ServerLoad begun = ServerLoad.start(session, address, served, RATE);
      load = Optional.of(begun);
      if (!comes(begun::isGoing, this::lost) || begun.ended().isPresent()) {
        throw silent(lost());
      }
    }
    long now = System.nanoTime();
    if (!comes(() -> echo.hasAnsweredSince(now), this::lost)) {
      throw silent(lost());
    }
    Thread.sleep(QUIET.toMillis());
  }

  /** It is refused for a while. */
  private boolean isConnected(int port) throws IOException {
    try {
      requests =
          moving.work().isServer()
              ? Requests.ofMemcached(address, port)
              : Requests.ofNumbers(address, port);
      refusal = Optional.empty();
      return true;
    } catch (LaunchException e) {
      refusal = Optional.of(e.getMessage());
      return false;
    }
  }

  private Command memcached(Places places, int port) {
    Service service = Services.named(Work.MEMCACHED).orElseThrow();
    Service.At at = new Service.At(address, port, places.scratch(), "");
    return Pack.command(places, service.name(), service.program()).and(service.arguments(at));
  }

  private LaunchException silent(Optional<String> loss) {
    String late =
        "no answer at %s within %d s%s"
            .formatted(
                address, Environment.COMING_UP.toSeconds(), refusal.map(": "::concat).orElse(""));
    return new LaunchException(loss.orElse(late));
  }

  private interface Question<T> {
    T ask() throws IOException;
  }

  /** Waits for something as long as there is somebody whom it could come from. */
  private boolean comes(Question<Boolean> what, Question<Optional<String>> loss)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    long look = begun + A_LOOK.toNanos();
    while (!what.ask()) {
      if (session.isClosing()) {
        throw new LaunchException("interrupted");
      }
      long now = System.nanoTime();
      if (now > look) {
        if (now > begun + Environment.COMING_UP.toNanos() || loss.ask().isPresent()) {
          return false;
        }
        look = System.nanoTime() + A_LOOK.toNanos();
      }
      Thread.sleep(LOOK_MS);
    }
    return true;
  }

  /** Says what became of it or of a client, one line; absent where all goes on. */
  private Optional<String> lost() {
    return environment.loss().or(requests::broken).or(() -> load.flatMap(ServerLoad::ended));
  }

  /** Returns what only its layers know, and between which hosts it is moved. */
  Facts facts() throws IOException {
    SortedMap<String, String> all = new TreeMap<>(environment.facts().values());
    all.put("topology.hosts", there.isPresent() ? "2" : "1");
    if (there.isPresent()) {
      Environment other = there.get();
      all.put("destination.stack", other.stack());
      all.put("destination.kernel", other.ran(Command.of("uname", "-r")).strip());
      ProcText.value(other.ran(Command.of("cat", "/proc/cpuinfo")), "model name")
          .ifPresent(cpu -> all.put("destination.cpu", cpu));
    }
    return new Facts(all);
  }

  void rehearse() throws IOException {
    movable().move(parameters.plan(moving.how(), there));
  }

  private Migratable movable() throws LaunchException {
    return environment
        .as(Migratable.class)
        .orElseThrow(() -> new LaunchException(environment.stack() + " cannot be moved"));
  }

  /**
   * Moves it once, and waits until its clients are answered as before.
   *
   * @throws LaunchException in one line, where it failed, or it does not work any more
   */
  Moved move() throws IOException, InterruptedException {
    long from = System.nanoTime();
    Thread.sleep(QUIET.toMillis());
    long before = load.isPresent() ? load.get().sets() : 0;
    Move move = movable().move(parameters.plan(moving.how(), there));
    boolean idle = load.isPresent() && load.get().sets() == before;
    boolean answers =
        comes(
            () -> echo.hasAnsweredSince(move.endedNs()) && requests.hasAnswered(move.endedNs()),
            this::lost);
    Thread.sleep(QUIET.toMillis());
    Optional<String> lost = lost();
    if (!answers || lost.isPresent()) {
      throw new LaunchException("it was moved and " + lost.orElse("does not answer any more"));
    }
    return Moved.of(move, moving, from, idle, echo.answers(), requests.answers());
  }

  @Override
  public void close() throws IOException {
    try {
      if (echo != null) {
        echo.close();
      }
      if (requests != null) {
        requests.close();
      }
      if (load.isPresent()) {
        load.get().close();
      }
    } finally {
      try {
        session.leave(environment);
      } finally {
        leave();
      }
    }
  }
}
