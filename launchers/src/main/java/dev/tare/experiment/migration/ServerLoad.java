package dev.tare.experiment.migration;

import dev.tare.experiment.Session;
import dev.tare.experiment.Timing;
import dev.tare.experiment.Trial;
import dev.tare.experiment.TrialEvent;
import dev.tare.experiment.TrialListener;
import dev.tare.experiment.TrialPlan;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Asks a memcached in what is moved from this host, as Facebook's ETC pool would, from before the
 * moves until after them. How often that has set a value, which no other client does, says whether
 * it went on.
 */
final class ServerLoad implements Closeable {
  /** Goes on for longer than anything is moved. */
  private static final Timing ENDLESS = new Timing(0, 1, 1, 24 * 3_600_000);

  private static final int CONNECT_MS = 10_000;
  private static final String SETS = "STAT cmd_set ";

  /** Sets each of them before it asks for any. */
  private static final int KEYS = 20_000;

  private final InetSocketAddress server;
  private final Trial trial;
  private final Said said;

  private ServerLoad(InetSocketAddress server, Trial trial, Said said) {
    this.server = server;
    this.trial = trial;
    this.said = said;
  }

  /** Keeps why it failed, else what its JVM printed last. */
  private static final class Said implements TrialListener {
    private volatile String last = "";
    private volatile Optional<String> failure = Optional.empty();

    @Override
    public void event(TrialEvent event) {
      if (event instanceof TrialEvent.Ended ended) {
        failure = ended.failure();
      }
    }

    @Override
    public void console(String line) {
      last = line.isBlank() ? last : line.strip();
    }

    private String reason() {
      return failure.orElse(last);
    }
  }

  /**
   * Starts it.
   *
   * @param rate requests a second, whatever became of those before
   */
  static ServerLoad start(Session session, String address, int port, int rate) throws IOException {
    TrialPlan plan =
        TrialPlan.of(List.of("^dev.tare.bench.app.Memcached.request$"), ENDLESS, 1)
            .withParams(List.of("host=" + address, "port=" + port, "rate=" + rate, "keys=" + KEYS))
            .withFacts(false);
    Said said = new Said();
    Trial trial = new Trial(session.host(), plan, said, Trial.patience(ENDLESS));
    return new ServerLoad(new InetSocketAddress(address, port), trial, said);
  }

  long sets() throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(CONNECT_MS);
      socket.connect(server, CONNECT_MS);
      socket.getOutputStream().write("stats\r\n".getBytes(StandardCharsets.US_ASCII));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(SETS)) {
          return Long.parseLong(line.substring(SETS.length()));
        }
      }
    }
    throw new IOException("memcached does not tell how many values were set");
  }

  /** Tells whether it is past its keys, or has ended. */
  boolean isGoing() {
    try {
      return ended().isPresent() || sets() > KEYS + 1;
    } catch (IOException e) {
      // It is asked again.
      return false;
    }
  }

  /** Tells why it has ended, one line; absent where it goes on. */
  Optional<String> ended() {
    return trial.isRunning()
        ? Optional.empty()
        : Optional.of("the load on it has ended: " + said.reason());
  }

  @Override
  public void close() throws IOException {
    trial.close();
  }
}
