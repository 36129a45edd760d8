package dev.tare.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A real sshd on a free loopback port, with keys of its own; its far side is a folder. Nobody lives
 * there: what a shell's own files have it do before each command is not a test's.
 */
public final class Sshd implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

  final Path folder;
  final String address;
  final int port;
  private final Process server;

  private Sshd(Path folder, String address, int port, Process server) {
    this.folder = folder;
    this.address = address;
    this.port = port;
    this.server = server;
  }

  /** Skips a test where there is none. */
  public static void needed() {
    Assumptions.assumeTrue(
        Files.isExecutable(PROGRAM), "no sshd here: apt-get install openssh-server");
  }

  public static Sshd start(Path folder) throws Exception {
    return start(folder, System.getenv("PATH"));
  }

  /**
   * Starts one whose far side has other programs.
   *
   * @param path where they are looked for, behind {@link #programs}
   */
  static Sshd start(Path folder, String path) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    return start(folder, folder, "127.0.0.1", port, path, List.of());
  }

  /**
   * Starts one elsewhere.
   *
   * @param cache the folder that its far side keeps things in
   * @param around words before its program, such as those that enter a network namespace
   */
  public static Sshd start(Path folder, Path cache, String address, int port, List<String> around)
      throws Exception {
    return start(folder, cache, address, port, System.getenv("PATH"), around);
  }

  private static Sshd start(
      Path folder, Path cache, String address, int port, String path, List<String> around)
      throws Exception {
    needed();
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    for (String key : List.of("host", "user", "stranger")) {
      ran("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key).toString());
    }
    Files.copy(folder.resolve("user.pub"), folder.resolve("authorized"));
    Files.createDirectories(folder.resolve("far-tmp"));
    String hostKey = Files.readString(folder.resolve("host.pub"));
    Files.writeString(folder.resolve("known"), "[" + address + "]:" + port + " " + hostKey);
    Files.writeString(
        folder.resolve("config"),
        """
        Port %d
        ListenAddress %s
        HostKey %s/host
        AuthorizedKeysFile %s/authorized
        PidFile none
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        SetEnv HOME=%s/far-tmp XDG_CACHE_HOME=%s/far-cache TMPDIR=%s/far-tmp PATH=%s:%s
        """
            .formatted(
                port,
                address,
                folder,
                folder,
                folder,
                cache,
                folder,
                folder.resolve("far-bin"),
                path));
    List<String> words = new ArrayList<>(around);
    words.addAll(
        List.of(PROGRAM.toString(), "-D", "-e", "-f", folder.resolve("config").toString()));
    Process server =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Sshd started = new Sshd(folder, address, port, server);
    try {
      started.awaitListening();
      return started;
    } catch (Exception e) {
      started.close();
      throw e;
    }
  }

  private static void ran(String... words) throws Exception {
    Process process = new ProcessBuilder(words).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", words) + " failed");
    }
  }

  private void awaitListening() throws Exception {
    for (int i = 0; i < 200; i++) {
      try (Socket probe = new Socket(address, port)) {
        return;
      } catch (IOException e) {
        if (!server.isAlive()) {
          throw new IOException(Files.readString(folder.resolve("log")), e);
        }
        Thread.sleep(50);
      }
    }
    throw new IOException("sshd does not listen");
  }

  /** What is asked of the layer to get in; more options change or add to it. */
  Spec spec(String... more) {
    TreeMap<String, String> options = new TreeMap<>();
    options.put(Ssh.HOST, address);
    options.put(Ssh.PORT, String.valueOf(port));
    options.put(Ssh.KEY, folder.resolve("user").toString());
    options.put(Ssh.CONFIG, "/dev/null");
    options.put(Ssh.KNOWN_HOSTS, folder.resolve("known").toString());
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return new Spec(Owner.ofRun("test"), "tare-test-" + port, options, Limits.NONE);
  }

  /** The layer with what gets in, as it is written in a stack. */
  public String layer() {
    Spec spec = spec();
    return new Stack.Step(new Ssh(), spec.options(), Limits.NONE).text();
  }

  Path farCache() {
    return folder.resolve("far-cache/tare");
  }

  Path farScratch() {
    return folder.resolve("far-tmp");
  }

  /** Returns the folder in which its far side looks for programs first; a test may make it. */
  public Path programs() {
    return folder.resolve("far-bin");
  }

  /** Cuts every connection, and listens no more. */
  public void kill() throws InterruptedException {
    server.descendants().forEach(ProcessHandle::destroyForcibly);
    server.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
