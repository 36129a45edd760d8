package dev.tare.bench.net;

import dev.tare.bench.capture.Takes;
import dev.tare.probe.Probe;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The server that all threads of a fork talk to: one that runs elsewhere, or else a process of this
 * fork's own on loopback, which ends with the fork however that ends.
 */
@State(Scope.Benchmark)
public class NetServer {
  /**
   * A server that holds where {@link #host} is not given, as {@code HOST:PORT}. An experiment names
   * it so, because its address differs from path to path and must not tell their series apart.
   */
  private static final String SERVER = "tare.net.server";

  /**
   * Holds the same for {@link #cpus} where they are {@code auto}: a guest counts its CPUs by
   * itself.
   */
  private static final String CPUS = "tare.net.cpus";

  private static final String LOOPBACK = "127.0.0.1";
  private static final String AUTO = "auto";

  /** Name or address of a running {@code serve}; empty: an own server on loopback. */
  @Param("")
  public String host;

  /** The port that {@code serve} printed; unused with an own server. */
  @Param("0")
  public int port;

  /**
   * Says where the ends run: {@code auto} (the own server on the second allowed CPU, or on the only
   * one; clients on the others), {@code none} (not pinned: one machine then flips between 20 us and
   * 120 us a round trip), or the two CPUs as {@code CLIENT,SERVER}. A server elsewhere is pinned by
   * its own {@code --cpu}.
   */
  @Param(AUTO)
  @Takes(value = "auto|none|\\d{1,5},\\d{1,5}", like = "auto, none, or CLIENT,SERVER such as 0,1")
  public String cpus;

  private Probe own;
  private int ownPort;

  /** Starts the own server where no host is given, and says who serves. */
  @Setup
  public void start() {
    String server = System.getProperty(SERVER, "");
    if (host.isEmpty() && !server.isEmpty()) {
      int colon = server.lastIndexOf(':');
      host = server.substring(0, colon);
      port = Integer.parseInt(server.substring(colon + 1));
    }
    cpus = cpus.equals(AUTO) ? System.getProperty(CPUS, AUTO) : cpus;
    if (!host.isEmpty()) {
      System.out.println("net: the server is " + host + " port " + port);
      return;
    }
    own = Probe.open("net-own-server", Map.of("cpus", cpus));
    ownPort = (int) own.counter("port");
    long process = own.batch(1);
    System.out.println("net: the server is process " + process + " on loopback, " + cpu(own, cpus));
  }

  /** Ends the own server. */
  @TearDown
  public void stop() {
    if (own != null) {
      own.close();
      own = null;
    }
  }

  /** Tells where that end was put. */
  static String cpu(Probe end, String cpus) {
    return cpus.equals("none") ? "not pinned" : "on CPU " + end.counter("cpu");
  }

  /** Returns what every client's probe is told of this end. */
  Map<String, Object> config(int thread) {
    Map<String, Object> config = new HashMap<>();
    config.put("host", own == null ? host : LOOPBACK);
    config.put("port", own == null ? port : ownPort);
    config.put("cpus", cpus);
    config.put("thread", thread);
    return config;
  }
}
