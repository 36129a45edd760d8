package dev.tare.bench.app;

import dev.tare.bench.capture.Takes;
import dev.tare.proc.CpuList;
import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The server that a load is put on: one that runs elsewhere, or else one of this fork's own on
 * loopback, from its pack, which ends with the fork however that ends.
 */
@State(Scope.Benchmark)
public abstract class AppServer {
  /**
   * A server that holds where {@link #host} is not given, as {@code HOST:PORT}: an experiment names
   * it so, because its address differs from environment to environment and must not tell their
   * series apart.
   */
  private static final String SERVER = "tare.app.server";

  /** Holds the same for {@link #cpus} where they are {@code auto}. */
  private static final String CPUS = "tare.app.cpus";

  private static final String LOOPBACK = "127.0.0.1";
  private static final String AUTO = "auto";

  /** Name or address of a server that runs; empty: an own one on loopback. */
  @Param("")
  public String host;

  /** Its port; unused with an own server. */
  @Param("0")
  public int port;

  /**
   * Says where the ends run: {@code auto} (the own server on the second allowed CPU, or on the only
   * one; the client on the first), {@code none} (not pinned), or {@code CLIENT,SERVER}.
   */
  @Param(AUTO)
  @Takes(value = "auto|none|\\d{1,5},\\d{1,5}", like = "auto, none, or CLIENT,SERVER such as 0,1")
  public String cpus;

  private OwnServer own;

  /** The program, as it is started on loopback at a port. */
  abstract OwnServer started(String host, int port, List<String> pinned) throws IOException;

  /** Starts the own server where no host is given, and says who serves. */
  @Setup(Level.Trial)
  public void start() throws IOException {
    String server = System.getProperty(SERVER, "");
    if (host.isEmpty() && !server.isEmpty()) {
      int colon = server.lastIndexOf(':');
      host = server.substring(0, colon);
      port = Integer.parseInt(server.substring(colon + 1));
    }
    cpus = cpus.equals(AUTO) ? System.getProperty(CPUS, AUTO) : cpus;
    if (host.isEmpty()) {
      host = LOOPBACK;
      port = OwnServer.freePort();
      own = started(host, port, pinned());
    }
    System.out.println("app: the server is " + host + " port " + port);
  }

  /** Returns what puts the own server on its CPU. */
  private List<String> pinned() {
    if (cpus.equals("none")) {
      return List.of();
    }
    String cpu = cpus.equals(AUTO) ? allowed(1) : cpus.substring(cpus.indexOf(',') + 1);
    return List.of("taskset", "-c", cpu);
  }

  /** Returns what puts a client that is a program on its CPU. */
  final List<String> clientPinned() {
    if (cpus.equals("none")) {
      return List.of();
    }
    String cpu = cpus.equals(AUTO) ? allowed(0) : cpus.substring(0, cpus.indexOf(','));
    return List.of("taskset", "-c", cpu);
  }

  /** Returns the n-th CPU that this process may use, from 0, or the last. */
  private static String allowed(int n) {
    List<Integer> allowed =
        ProcFiles.system()
            .text("proc/self/status")
            .flatMap(status -> ProcText.value(status, "Cpus_allowed_list"))
            .flatMap(CpuList::parse)
            .<List<Integer>>map(List::copyOf)
            .orElse(List.of(0));
    return String.valueOf(allowed.get(Math.min(n, allowed.size() - 1)));
  }

  /** Ends the own server. */
  @TearDown(Level.Trial)
  public final void stop() throws IOException {
    if (own != null) {
      own.close();
      own = null;
    }
    stopped();
  }

  /** Removes what the own server left. */
  void stopped() throws IOException {}

  /** Returns what a client's probe is told of this end. */
  Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>();
    config.put("host", host);
    config.put("port", port);
    config.put("cpus", cpus);
    return config;
  }
}
