package dev.tare.experiment.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UdpEchoTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final int BYTES = 2 * Long.BYTES;
  private static final long RIGHT = 7;
  private static final long WRONG = 8;
  private static final int ENOUGH = 3;

  @Test
  void onlyWhatAnswersAQuestionCountsAndSilenceIsWaitedOut() throws Exception {
    int port;
    try (DatagramSocket server = new DatagramSocket(new InetSocketAddress(HERE, 0))) {
      port = server.getLocalPort();
      try (UdpEcho echo = new UdpEcho(HERE.getHostAddress(), port)) {
        answer(server, echo, ENOUGH);
        assertThat(echo.answers()).extracting(UdpEcho.Answer::written).containsOnly(RIGHT);
        server.close();
        // Its questions are refused meanwhile.
        Thread.sleep(50);
        try (DatagramSocket again = new DatagramSocket(new InetSocketAddress(HERE, port))) {
          answer(again, echo, echo.answers().size() + ENOUGH);
        }
        assertThat(echo.answers()).extracting(UdpEcho.Answer::written).containsOnly(RIGHT);
      }
    }
  }

  /** Answers each question wrongly in all ways, and then as it should be. */
  private static void answer(DatagramSocket server, UdpEcho echo, int until) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    DatagramPacket packet = new DatagramPacket(bytes.array(), BYTES);
    try (DatagramSocket stranger = new DatagramSocket()) {
      while (echo.answers().size() < until) {
        server.receive(packet);
        SocketAddress client = packet.getSocketAddress();
        long number = bytes.getLong(0);
        bytes.putLong(Long.BYTES, WRONG);
        stranger.send(new DatagramPacket(bytes.array(), BYTES, client));
        server.send(new DatagramPacket(bytes.array(), BYTES - 1, client));
        bytes.putLong(0, Long.MAX_VALUE);
        server.send(new DatagramPacket(bytes.array(), BYTES, client));
        bytes.putLong(0, number).putLong(Long.BYTES, RIGHT);
        server.send(new DatagramPacket(bytes.array(), BYTES, client));
      }
    }
  }
}
