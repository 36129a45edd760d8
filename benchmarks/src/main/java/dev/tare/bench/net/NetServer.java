package dev.tare.bench.net;

import dev.tare.probe.Probe;
import java.util.Map;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The server that all threads of a fork talk to: one that runs elsewhere, or else a process of this
 * fork's own on loopback, which ends with the fork however that ends.
 */
@State(Scope.Benchmark)
public class NetServer extends GivenServer {
  private Probe own;
  private int ownPort;

  /** Starts the own server where no host is given, and says who serves. */
  @Setup
  public void start() {
    if (isGiven("net")) {
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
    return cpus.equals(NOT_PINNED) ? "not pinned" : "on CPU " + end.counter("cpu");
  }

  /** Returns what every client's probe is told of this end. */
  Map<String, Object> config(int thread) {
    Map<String, Object> config = own == null ? config(host, port) : config(LOOPBACK, ownPort);
    config.put("thread", thread);
    return config;
  }
}
