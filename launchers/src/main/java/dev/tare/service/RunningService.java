package dev.tare.service;

import dev.tare.launch.Command;
import dev.tare.launch.Environment;
import dev.tare.launch.LaunchException;
import dev.tare.proc.HeldProgram;
import dev.tare.proc.LinePump;
import dev.tare.userland.Pack;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Is a server that runs in an environment. It ends with its standard input: with this program,
 * however that ends.
 */
public final class RunningService implements Closeable {
  /** A connection to what listens is made at once, in an emulated guest too. */
  private static final Duration UNREACHED = Duration.ofSeconds(5);

  private static final long A_MOMENT_NS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int STOP_S = 15;

  private final Service service;
  private final Process process;
  private final Command command;
  private final Thread errors;
  private final Complaint complaint = new Complaint();
  private String version = "";

  private RunningService(
      Service service, Process process, Command command, Consumer<String> console) {
    this.service = service;
    this.process = process;
    this.command = command;
    LinePump.start(
        service.name() + " output", process.getInputStream(), line -> said(line, console));
    this.errors =
        LinePump.start(
            service.name() + " errors", process.getErrorStream(), line -> said(line, console));
  }

  /**
   * Starts a server and waits until it answers, with the version of its pack, and still lives.
   *
   * @param environment into which the pack was shipped
   * @param packs what was shipped, its software among it; not looked at where commands are only
   *     printed
   * @param bind the address that it listens on
   * @param pinned words before the program, which put it on a CPU
   * @param address at which this program reaches it
   * @param console gets what it prints
   * @throws LaunchException in one line; nothing runs then
   */
  public static RunningService start(
      Environment environment,
      Service service,
      List<Pack> packs,
      String bind,
      int port,
      List<String> pinned,
      String address,
      Consumer<String> console)
      throws IOException {
    Command program = Pack.command(environment.places(), service.name(), service.program());
    Service.At at = Preparation.at(environment, service, bind, port);
    List<String> words = new ArrayList<>(pinned);
    words.addAll(program.words());
    words.addAll(service.arguments(at));
    Command plain = new Command(words, program.variables());
    Command held = new Command(HeldProgram.words(service.signal(), words), program.variables());
    if (!environment.isDry()) {
      checkFree(service, address, at.port());
    }
    Preparation.run(environment, service, at, console);
    RunningService running = new RunningService(service, environment.start(held), plain, console);
    if (!environment.isDry()) {
      try {
        running.await(environment, address, at.port());
        running.check(packs, at.port());
      } catch (LaunchException e) {
        running.close();
        throw e;
      }
    }
    return running;
  }

  /** Whoever answers before the server is there would be taken for it. */
  private static void checkFree(Service service, String address, int port) throws LaunchException {
    String answer;
    try (Conversation with = new Conversation(address, port)) {
      answer = service.version(with);
    } catch (IOException e) {
      // Nobody, or what only passes on to where nobody is yet.
      answer = "";
    }
    if (!answer.isEmpty()) {
      throw new LaunchException(
          "no %s is started: another one answers at %s port %s"
              .formatted(service.name(), address, port));
    }
  }

  private void await(Environment environment, String address, int port) throws LaunchException {
    long began = System.nanoTime();
    boolean reached = false;
    boolean asked = false;
    String why = "";
    while (version.isEmpty()
        && process.isAlive()
        && System.nanoTime() - began < Environment.COMING_UP.toNanos()) {
      try (Conversation with = new Conversation(address, port)) {
        reached = true;
        version = service.version(with);
      } catch (IOException e) {
        why = String.valueOf(e.getMessage());
        LockSupport.parkNanos(A_MOMENT_NS);
      }
      if (!reached && !asked && System.nanoTime() - began > UNREACHED.toNanos()) {
        asked = true;
        checkReached(environment, address, port, why);
      }
    }
    if (!process.isAlive()) {
      throw new LaunchException(ended());
    }
    if (version.isEmpty()) {
      throw new LaunchException(
          "%s is not ready after %s s at %s port %s: %s"
              .formatted(service.name(), Environment.COMING_UP.toSeconds(), address, port, why));
    }
  }

  /** One that listens where nothing leads to it would be waited for in vain. */
  private void checkReached(Environment environment, String address, int port, String why)
      throws LaunchException {
    String listens = String.format(Locale.ROOT, "(?s).*:%04X [0-9A-F]+:0000 0A .*", port);
    boolean ready;
    try {
      ready = environment.read("/proc/net/tcp").matches(listens);
    } catch (IOException e) {
      // Whatever is wrong in there, the server's own words tell it better.
      ready = false;
    }
    if (ready) {
      throw new LaunchException(
          ("%s listens, but no way leads from here to %s port %s (%s): give the environment a "
                  + "network that leads there, such as network=nat or network=host of docker")
              .formatted(service.name(), address, port, why));
    }
  }

  /** Another server of its kind may have the port, while this one is about to end. */
  private void check(List<Pack> packs, int port) throws LaunchException {
    for (Pack pack : packs) {
      if (pack.name().equals(service.name()) && !isOf(pack, version)) {
        throw new LaunchException(
            "what answers at port %s is %s %s, and not the pack's: %s"
                .formatted(port, service.name(), version, pack.text()));
      }
    }
  }

  /**
   * Tells whether a pack's package has what a server says of itself: 1.6.18 is of 1.6.18-1+deb12u1.
   */
  static boolean isOf(Pack pack, String version) {
    return pack.versions().values().stream()
        .map(one -> one.replaceFirst("^\\d+:", "").replaceFirst("-[^-]*$", ""))
        .anyMatch(version::startsWith);
  }

  private void said(String line, Consumer<String> console) {
    complaint.hear(line);
    console.accept(service.name() + ": " + line);
  }

  /** Tells how it was started, as a person could type it: that is its configuration. */
  public String configuration() {
    return command.line();
  }

  /** The version that it told; empty where nothing happens. */
  public String version() {
    return version;
  }

  /** Tells whether it still runs, as far as can be seen from here. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Done when it no longer runs. */
  public CompletableFuture<?> end() {
    return process.onExit();
  }

  /** Returns what became of it, one line. */
  public String ended() {
    try {
      errors.join(TimeUnit.SECONDS.toMillis(1));
      int code = process.exitValue();
      return service.name() + " ended with " + code + ": " + complaint.text();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return service.name() + ": interrupted";
    } catch (IllegalThreadStateException e) {
      return service.name() + " runs: " + complaint.text();
    }
  }

  /** Asks it to stop by its signal and waits; what is around it ends it at the latest. */
  @Override
  public void close() throws IOException {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has gone already.
      complaint.hear(String.valueOf(e.getMessage()));
    }
    try {
      if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new LaunchException(service.name() + " did not stop within " + STOP_S + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
