package dev.tare.bench.app;

import dev.tare.bench.net.GivenServer;
import dev.tare.proc.CpuList;
import dev.tare.proc.FreePort;
import dev.tare.proc.ProcFiles;
import dev.tare.proc.ProcText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The server that a load is put on: one that runs elsewhere, or else one of this fork's own on
 * loopback, from its pack, which ends with the fork however that ends.
 */
@State(Scope.Benchmark)
public abstract class AppServer extends GivenServer {
  private OwnServer own;

  /** The program, as it is started on loopback at a port. */
  abstract OwnServer started(String host, int port, List<String> pinned) throws IOException;

  /** Starts the own server where no host is given, and says who serves. */
  @Setup(Level.Trial)
  public void start() throws IOException {
    if (!isGiven("app")) {
      host = LOOPBACK;
      port = FreePort.find();
      own = started(host, port, pinned());
    }
    System.out.println("app: the server is " + host + " port " + port);
  }

  /** Returns what puts the own server on its CPU. */
  private List<String> pinned() {
    if (cpus.equals(NOT_PINNED)) {
      return List.of();
    }
    String cpu = cpus.equals(AUTO) ? allowed(1) : cpus.substring(cpus.indexOf(',') + 1);
    return List.of("taskset", "-c", cpu);
  }

  /** Returns what puts a client that is a program on its CPU. */
  final List<String> clientPinned() {
    if (cpus.equals(NOT_PINNED)) {
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
    return config(host, port);
  }
}
