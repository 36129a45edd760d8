package dev.tare.experiment.isolation;

import dev.tare.experiment.BackgroundLoad;
import dev.tare.experiment.Slice;
import dev.tare.experiment.ends.NetServer;
import dev.tare.launch.Environment;
import dev.tare.launch.Owner;
import dev.tare.proc.FreePort;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Disturbs a victim: by a trial in the neighbour's environment, or by one on the host that floods a
 * server there. Closing it ends all of them.
 */
final class Disturbance implements AutoCloseable {
  private static final int ANY_CPU = -1;

  private final BackgroundLoad neighbour;
  private final BackgroundLoad load;
  private Optional<NetServer> server = Optional.empty();

  /**
   * @param load whose trial it is: the neighbour, or who floods it
   */
  Disturbance(BackgroundLoad neighbour, BackgroundLoad load) {
    this.neighbour = neighbour;
    this.load = load;
  }

  BackgroundLoad neighbour() {
    return neighbour;
  }

  BackgroundLoad load() {
    return load;
  }

  /** Returns where something is sent to; of a dry environment whatever stands for it. */
  static Optional<String> address(Environment environment) throws IOException {
    return environment.isDry() ? Optional.of("ADDRESS") : environment.address();
  }

  /**
   * Starts the server that is flooded: it listens at the neighbour's own address alone, on loopback
   * where it has the host's network.
   *
   * @return its address and port; absent where the neighbour has no address on this machine
   */
  Optional<String> serve(Pairing pairing, Owner owner) throws IOException {
    Environment environment = neighbour.environment();
    Optional<String> address = address(environment);
    if (address.isEmpty() || pairing.stack().isElsewhere()) {
      return Optional.empty();
    }
    int port = FreePort.find();
    server = Optional.of(NetServer.start(environment, owner, address.get(), port, ANY_CPU));
    return Optional.of(address.get() + ":" + port);
  }

  /** Tells how many datagrams a second the server received; absent before the first slice. */
  OptionalDouble received() {
    return load.slices().stream().mapToDouble(Slice::score).average();
  }

  @Override
  public void close() throws IOException {
    server.ifPresent(NetServer::close);
    try {
      load.close();
    } finally {
      neighbour.close();
    }
  }
}
