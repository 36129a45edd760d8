package dev.tare.launch;

import dev.tare.proc.LinePump;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Holds the one ssh connection into a guest that every command shares, with a key made for the run.
 * What holds it open waits in the guest for the end of its standard input and then powers the guest
 * off: so the guest goes when this program does, however it ends.
 */
final class GuestConnection {
  private static final String RUN = "/usr/local/sbin/guest-run";
  private static final String HELD = "TARE-IN";

  private final Environment outer;
  private final Command ssh;
  private final Process held;

  private GuestConnection(Environment outer, Command ssh, Process held) {
    this.outer = outer;
    this.ssh = ssh;
    this.held = held;
  }

  /** Makes the run's key, which all its guests share, and returns its public half. */
  static String makeKey(Environment outer) throws IOException {
    String[] words = outer.ran(Script.of("guest-key", keys(outer))).split(" ");
    return words.length > 1 ? words[1] : "KEY";
  }

  static String keys(Environment outer) {
    return outer.places().scratch() + "/keys";
  }

  /**
   * Logs in to a guest whose ssh server listens.
   *
   * @param name by which what holds it is found among processes
   * @param resources of the guest, with the key
   */
  static GuestConnection open(
      Environment outer, String name, GuestResources resources, String address, int port)
      throws IOException {
    Command ssh = words(resources.folder(), resources.keys(), port);
    Command login = ssh.and("-o", "ControlMaster=yes", "root@" + address);
    Process held = outer.start(login.and(Script.of("guest-hold", name).line()));
    GuestConnection made = new GuestConnection(outer, withTarget(ssh, address), held);
    if (!outer.isDry()) {
      made.awaitLogin();
    }
    return made;
  }

  /** The host key is not checked: it is made in the guest, which is on this machine. */
  private static Command words(String folder, String keys, int port) {
    return Command.of("ssh", "-F", "none", "-T", "-i", keys + "/key", "-S", folder + "/ssh")
        .and("-p", Integer.toString(port), "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes")
        .and("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null")
        .and("-o", "HostKeyAlgorithms=ssh-ed25519", "-o", "LogLevel=ERROR")
        // What is still sent to the guest before, at the same address, may have just failed.
        .and("-o", "ConnectionAttempts=5")
        .and("-o", "ConnectTimeout=30", "-o", "ServerAliveInterval=20")
        .and("-o", "ServerAliveCountMax=6");
  }

  /** A command that finds the connection gone does not make one of its own. */
  private static Command withTarget(Command ssh, String address) {
    return ssh.and("-o", "ControlMaster=no", "-o", "ProxyCommand=false", "root@" + address);
  }

  private void awaitLogin() throws IOException {
    CompletableFuture<String> said = Ended.read(held.getErrorStream());
    CompletableFuture<Boolean> login = new CompletableFuture<>();
    LinePump.start(
        "login",
        held.getInputStream(),
        line -> login.complete(line.contains(HELD)),
        () -> login.complete(false));
    boolean in = false;
    try {
      in = login.get(Environment.COMING_UP.toSeconds(), TimeUnit.SECONDS);
      if (!in) {
        throw new LaunchException("the guest does not let us in: " + said.join().strip());
      }
    } catch (TimeoutException | ExecutionException e) {
      throw new LaunchException(
          "no login into the guest within "
              + Environment.COMING_UP.toSeconds()
              + " s; is the host overloaded?",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted while logging in to a guest", e);
    } finally {
      if (!in) {
        held.destroyForcibly();
      }
    }
  }

  /** Starts a command in the guest, under its limits; each of its words arrives as it is. */
  Process start(Command command) throws IOException {
    return outer.start(ssh.and(Command.of(RUN).and(command.wordsWithVariables()).line()));
  }

  /** Tells whether it ended without being closed. */
  boolean isLost() {
    return !held.isAlive();
  }

  /** Has the guest power itself off. */
  void close() {
    try {
      held.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already, and the guest with it.
    }
  }

  /** Ends what runs on this side, when the guest is gone. */
  void end() {
    held.destroy();
  }
}
