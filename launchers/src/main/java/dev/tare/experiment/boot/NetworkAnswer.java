package dev.tare.experiment.boot;

import dev.tare.launch.Environment;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Waits beside a start for the first answer over the network: the kernel inside refuses a
 * connection to a port at which nobody listens, which takes no server. A thread lies in the
 * connect.
 */
final class NetworkAnswer {
  /** Is that of the discard protocol, which nothing of ours serves. */
  private static final int PORT = 9;

  private static final int LIMIT_MS = 5_000;

  private NetworkAnswer() {}

  /** Says when it has come and is stamped, or that there is none to wait for. */
  static CompletableFuture<Boolean> of(Environment environment, Stamps stamps) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    Thread asking =
        new Thread(
            () -> {
              try {
                Optional<InetAddress> address = own(environment);
                boolean came = address.isPresent() && answers(address.get());
                if (came) {
                  stamps.mark(Milestone.ANSWER);
                }
                done.complete(came);
              } catch (IOException e) {
                // What has no answer has no stamp.
                done.complete(false);
              }
            },
            "answer");
    asking.setDaemon(true);
    asking.start();
    return done;
  }

  /** An address that is not this machine's: the machine itself would answer there. */
  private static Optional<InetAddress> own(Environment environment) throws IOException {
    Optional<String> text = environment.isDry() ? Optional.empty() : environment.address();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    InetAddress address = InetAddress.getByName(text.get());
    return NetworkInterface.getByInetAddress(address) == null && !address.isLoopbackAddress()
        ? Optional.of(address)
        : Optional.empty();
  }

  private static boolean answers(InetAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, PORT), LIMIT_MS);
      return true;
    } catch (NoRouteToHostException e) {
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }
}
