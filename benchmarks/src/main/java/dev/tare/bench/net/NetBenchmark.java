package dev.tare.bench.net;

import dev.tare.bench.capture.Timed;
import java.util.Map;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/** A benchmark whose threads are clients of one server. */
@State(Scope.Thread)
@Fork(5)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class NetBenchmark {
  private Client client;

  /** The probe that is the client's side. */
  abstract String probe();

  /** Returns what the probe is told besides where the server is. */
  abstract Map<String, ?> config();

  /** Runs after each iteration: figures besides the CPU use of both ends. */
  void report(Client measured) {}

  /** A last look at the client before it disconnects: a check of what it did. */
  void closing(Client last) {}

  /** Makes one invocation of the benchmark; the probe's result. */
  final long batch(Timed timed, int operations) {
    return client.batch(timed, operations);
  }

  /** Runs before the first iteration of a fork. */
  @Setup
  public final void connect(NetServer far, ThreadParams threads) {
    client = Client.open(probe(), far, threads, config());
  }

  /** Before each iteration: what has been used up to now is not the iteration's. */
  @Setup(Level.Iteration)
  public final void startIteration() {
    client.start();
  }

  /** Runs after each iteration. */
  @TearDown(Level.Iteration)
  public final void endIteration() {
    client.report();
    report(client);
  }

  /** After the last iteration of a fork. */
  @TearDown
  public final void disconnect() {
    if (client != null) {
      try (Client last = client) {
        closing(last);
      }
    }
  }
}
