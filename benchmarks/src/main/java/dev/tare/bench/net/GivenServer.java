package dev.tare.bench.net;

import dev.tare.bench.capture.Takes;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Names the server that the clients of a fork talk to, and the CPUs of both ends. */
@State(Scope.Benchmark)
public abstract class GivenServer {
  protected static final String LOOPBACK = "127.0.0.1";
  protected static final String AUTO = "auto";
  protected static final String NOT_PINNED = "none";

  /** Is the name or address of a running server; empty: an own server on loopback. */
  @Param("")
  public String host;

  /** The port that it has; unused with an own server. */
  @Param("0")
  public int port;

  /**
   * Says where the ends run: {@code auto} (the own server on the second allowed CPU, or on the only
   * one; clients on the others), {@code none} (not pinned: one machine then flips between 20 us and
   * 120 us a round trip), or the two CPUs as {@code CLIENT,SERVER}. A server elsewhere is pinned by
   * whoever started it.
   */
  @Param(AUTO)
  @Takes(value = "auto|none|\\d{1,5},\\d{1,5}", like = "auto, none, or CLIENT,SERVER such as 0,1")
  public String cpus;

  /**
   * Takes the server and the CPUs that an experiment has named, where none are given: addresses
   * differ from environment to environment and must not tell their series apart.
   *
   * @param kind of server: the system properties are {@code tare.KIND.server}, which is {@code
   *     HOST:PORT}, and {@code tare.KIND.cpus}
   * @return whether a server is there, and none of this fork's own is wanted
   */
  protected final boolean isGiven(String kind) {
    String server = System.getProperty("tare." + kind + ".server", "");
    if (host.isEmpty() && !server.isEmpty()) {
      int colon = server.lastIndexOf(':');
      host = server.substring(0, colon);
      port = Integer.parseInt(server.substring(colon + 1));
    }
    cpus = cpus.equals(AUTO) ? System.getProperty("tare." + kind + ".cpus", AUTO) : cpus;
    return !host.isEmpty();
  }

  /** Returns what a client's probe is told of a server. */
  protected final Map<String, Object> config(String at, int itsPort) {
    Map<String, Object> config = new HashMap<>();
    config.put("host", at);
    config.put("port", itsPort);
    config.put("cpus", cpus);
    return config;
  }
}
