package dev.tare.bench.bomb;

import dev.tare.bench.capture.Timed;
import dev.tare.result.Metrics;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * What does a neighbour do to others that floods an address with the smallest packets?
 *
 * <p>Datagrams of 64 bytes, as fast as they go. By default to a socket of its own on loopback that
 * nobody reads, which loads the CPUs' network path only; with {@code target} and {@code port} to an
 * environment, through its bridge, tap or NAT, whose packets compete with the victim's
 * (Chaufournier 2016, 4.2). Only loopback, and addresses listed in {@code
 * -Dtare.bombTargets=ADDRESS,...} because the run itself made them, are accepted; never broadcast
 * or multicast.
 *
 * <p>One operation is one explosion, hence a single shot: its time is the time that was asked for,
 * and says only that the bomb ended. What it did is the secondary metric {@code bomb.datagrams},
 * per second; what the limits around it refused is {@code bomb.refused}.
 *
 * <p>{@code java -Dtare.allowBareBombs=true -jar target/benchmarks.jar bomb.Udp} (without the
 * property inside an environment with limits)
 */
public class Udp extends Bomb {
  /** Most datagrams of one explosion, from 1; it ends early when all are sent. */
  @Param("1000000000")
  public long datagrams;

  /** Is an address, not a name: IPv4 or IPv6. */
  @Param("127.0.0.1")
  public String target;

  /** Is from 1 to 65535; 0 is the bomb's own sink, on loopback only. */
  @Param("0")
  public int port;

  @Override
  String probe() {
    return "bomb-udp";
  }

  @Override
  Map<String, ?> limits() {
    String targets = System.getProperty("tare.bombTargets", "");
    return Map.of("datagrams", datagrams, "target", target, "port", port, "targets", targets);
  }

  /** Datagrams are sent until the time, or their number, is over. */
  @Benchmark
  public long explosion(Timed timed) {
    return explode(timed, Metrics.DATAGRAMS);
  }
}
