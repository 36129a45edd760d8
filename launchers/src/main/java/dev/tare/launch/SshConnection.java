package dev.tare.launch;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Holds the one connection that every command shares. What holds it open is a command over there
 * that waits for the end of its standard input, and then removes the run's folders: so they go
 * however this side ends, and when the line is cut.
 */
final class SshConnection implements FarSide {
  private static final long MOST_SECONDS = 60;
  private static final long END_SECONDS = 20;
  private static final long LOST_SECONDS = 5;

  private final Environment outer;
  private final Spec spec;
  private final String socket;
  private final Process keeper;
  private final Far far;

  private SshConnection(Environment outer, Spec spec, String socket, Process keeper, Far far) {
    this.outer = outer;
    this.spec = spec;
    this.socket = socket;
    this.keeper = keeper;
    this.far = far;
  }

  static SshConnection open(Environment outer, Spec spec) throws IOException {
    String socket = outer.places().scratch() + "/ssh-" + Integer.toHexString(spec.hashCode());
    String remote = Script.of("far-keeper", spec.name()).line();
    Process keeper = outer.start(SshCommand.kept(spec, socket, remote));
    if (outer.isDry()) {
      return new SshConnection(outer, spec, socket, keeper, dry(spec));
    }
    SparedProcesses.keep(keeper);
    CompletableFuture<String> complaint = Ended.read(keeper.getErrorStream());
    Far far = null;
    try {
      far = told(keeper, spec);
      if (far == null) {
        keeper.waitFor(END_SECONDS, TimeUnit.SECONDS);
        Ended ended = new Ended(keeper.exitValue(), "", complaint.join());
        throw new LaunchException("ssh: " + SshCommand.refusal(spec, ended).line());
      }
      return new SshConnection(outer, spec, socket, keeper, far);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted while connecting to " + host(spec), e);
    } finally {
      if (far == null) {
        keeper.destroyForcibly();
      }
    }
  }

  private static Far dry(Spec spec) {
    String home = spec.option(Ssh.USER).map(user -> "/home/" + user).orElse("/root");
    String cache = home + "/.cache/tare";
    return new Far(cache, "/tmp/" + spec.name(), cache + "/data/" + spec.name(), "", "-", "-");
  }

  /** Waits for what the keeper says; null where it ended before it had said all. */
  private static Far told(Process keeper, Spec spec) throws IOException, InterruptedException {
    try {
      return FarSide.told(keeper).get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new LaunchException(
          host(spec) + " is connected but says nothing for " + MOST_SECONDS + " s; is it stuck?",
          e);
    }
  }

  @Override
  public Far far() {
    return far;
  }

  @Override
  public Command command(Command inside) {
    return SshCommand.shared(spec, socket, inside.line());
  }

  /**
   * Starts a connection beside it that leads to sockets over there; it ends with its standard
   * input.
   *
   * @param sockets of this side, and which of that side each leads to
   */
  Process leading(Map<String, String> sockets) throws IOException {
    Process process = outer.start(SshCommand.leading(spec, sockets));
    if (!outer.isDry()) {
      SparedProcesses.keep(process);
    }
    return process;
  }

  /**
   * Tells whether it has ended by itself: the far side is down, the line cut, or ssh was killed.
   * Waits a moment: a command learns of it before the connection's own process has ended.
   */
  boolean isLost() {
    try {
      return !outer.isDry() && keeper.waitFor(LOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public String host() {
    return host(spec);
  }

  private static String host(Spec spec) {
    return spec.option(Ssh.HOST, "");
  }

  @Override
  public void close() throws IOException {
    FarSide.release(keeper);
    try {
      if (!outer.isDry() && !keeper.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        keeper.destroyForcibly();
        keeper.waitFor(END_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      keeper.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
