package dev.tare.launch;

import dev.tare.proc.LinePump;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Is another machine as an environment; who measures there does not come along by itself. On it a
 * run has folders for as long as it is connected: a command over there, the keeper, waits for the
 * end of its standard input, and then removes them, so they go however this side ends.
 */
abstract class FarInside implements Environment {
  /** Begins the lines that its keeper says; login scripts may print others. */
  private static final String MARK = "tare ";

  private static final long LOST_SECONDS = 5;

  final Environment outer;
  final Spec spec;
  final Process keeper;
  final CompletableFuture<String> complaint;
  private final String stack;
  private Far far;
  private Places places;

  /**
   * Is what the far side said of itself.
   *
   * @param cache its cache folder for this program
   * @param scratch this run's folder there
   * @param data this run's folder there that disk benchmarks measure
   * @param arch as uname has it
   * @param address at which this side reached it; {@code -} where the server does not say
   * @param job that it is in; {@code -} where no scheduler gave it
   */
  record Far(String cache, String scratch, String data, String arch, String address, String job) {}

  FarInside(String stack, Environment outer, Spec spec, Command kept) throws IOException {
    this.stack = stack;
    this.outer = outer;
    this.spec = spec;
    this.keeper = outer.start(kept);
    this.complaint = Ended.read(keeper.getErrorStream());
  }

  /**
   * Waits until the keeper has said all.
   *
   * @param doing for the message of an interrupt
   * @param seconds in which a keeper ends that said nothing
   */
  final void connect(String doing, long seconds) throws IOException {
    if (isDry()) {
      String cache = dryHome() + "/.cache/tare";
      String job = this instanceof SlurmInside ? "JOB" : "-";
      far = new Far(cache, "/tmp/" + spec.name(), cache + "/data/" + spec.name(), "", "-", job);
      return;
    }
    SparedProcesses.keep(keeper);
    try {
      far = awaited();
      if (far == null) {
        keeper.waitFor(seconds, TimeUnit.SECONDS);
        throw new LaunchException(refusal());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted while " + doing + " " + host(), e);
    } finally {
      if (far == null) {
        revoke();
      }
    }
  }

  /** Sends over what is not there yet. */
  final void furnish() throws IOException {
    places = new FarCache(outer, this).places(spec);
  }

  /** Returns its name. */
  abstract String host();

  /** Returns the home of who is there, in a dry run. */
  abstract String dryHome();

  /** Waits for what the keeper says; null where it ended before it had said all. */
  abstract Far awaited() throws IOException, InterruptedException;

  /** Says in one line why the keeper ended before it had said all. */
  abstract String refusal();

  /** Ends a keeper that has not said all. */
  abstract void revoke();

  /**
   * Returns the command of this side that runs a command over there: each word arrives as it is.
   */
  abstract Command command(Command inside);

  final Far far() {
    return far;
  }

  /**
   * Tells whether the connection, or the job, has ended by itself. Waits a moment: a command learns
   * of it before the connection's own process has ended.
   */
  final boolean isLost() {
    try {
      return !isDry() && keeper.waitFor(LOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Reads what the keeper says; null where it ended before it had said all. */
  final CompletableFuture<Far> told() {
    CompletableFuture<Far> said = new CompletableFuture<>();
    List<String> told = new ArrayList<>();
    LinePump.start(
        "keeper",
        keeper.getInputStream(),
        line -> {
          if (line.startsWith(MARK)) {
            told.add(line.substring(MARK.length()));
          }
          if (told.size() == 6) {
            said.complete(
                new Far(
                    told.get(0), told.get(1), told.get(2), told.get(3), told.get(4), told.get(5)));
          }
        },
        () -> said.complete(null));
    return said;
  }

  /** Ends the input of a process, which then ends. */
  static void release(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already, which is what was wanted.
    }
  }

  @Override
  public final String stack() {
    return stack;
  }

  @Override
  public final Places places() {
    return places;
  }

  @Override
  public final Process start(Command command) throws IOException {
    return outer.start(command(command));
  }

  @Override
  public final Limits limits() {
    return Limits.NONE;
  }

  @Override
  public final boolean isDry() {
    return outer.isDry();
  }

  @Override
  public final boolean takesAllAlong() {
    return false;
  }
}
