package dev.tare.bench.app;

import dev.tare.bench.capture.Timed;
import java.util.Map;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Threads;

/** Is a load on a server: one thread with many connections. */
@Threads(1)
public abstract class ServerLoad extends PacedLoad {
  /** Requests of one invocation. */
  static final int BATCH = 32;

  /** Servers that share busy CPUs with what loads them were seen to be silent for five seconds. */
  private static final int PATIENCE_MS = 30_000;

  /** Says how many there are at once, each with one request out at a time, 1 to 256. */
  @Param("8")
  public int connections;

  /**
   * Connects.
   *
   * @param name of the probe
   * @param more what it is told besides
   */
  final void connect(String name, AppServer server, Map<String, ?> more) {
    Map<String, Object> config = server.config();
    config.put("connections", connections);
    config.put("timeoutMs", PATIENCE_MS);
    config.put("rate", rate);
    config.putAll(more);
    open(name, config);
  }

  /** A batch of requests, whose answers are checked. */
  final long requests(Timed timed) {
    return timed.batch(probe(timed), BATCH);
  }
}
