package dev.tare.experiment.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestsTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final int GOOD = 5;

  @Test
  void anotherAnswerThanWasAskedForEndsIt() throws Exception {
    assertThat(broken(new byte[] {'E', 'N', 'D', '\r', '\n', 0, 0, 0}))
        .contains("another answer came than was asked for: END");
  }

  @Test
  void whatNobodyAskedForEndsIt() throws Exception {
    assertThat(broken(new byte[1 << 16])).contains("what nobody asked");
  }

  /** Returns what it says of a server that says something once it has answered a few questions. */
  private static String broken(byte[] more) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(server, more));
      try (Requests requests = Requests.ofNumbers(HERE.getHostAddress(), server.getLocalPort())) {
        while (requests.broken().isEmpty()) {
          Thread.sleep(5);
        }
        // One was answered as it connected.
        assertThat(requests.answers()).hasSizeGreaterThanOrEqualTo(GOOD - 1);
        return requests.broken().get();
      } finally {
        served.join();
      }
    }
  }

  private static void serve(ServerSocket server, byte[] more) {
    try (Socket socket = server.accept()) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (int i = 0; i < GOOD; i++) {
        out.write(in.readNBytes(MovedWork.NUMBER));
      }
      out.write(more);
      in.readAllBytes();
    } catch (IOException e) {
      // The client has gone.
    }
  }
}
