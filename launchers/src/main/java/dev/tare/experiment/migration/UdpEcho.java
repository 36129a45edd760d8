package dev.tare.experiment.migration;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Asks a server every millisecond, whatever became of the questions before, and keeps when each
 * answer came and what it says.
 */
final class UdpEcho implements Closeable {
  private static final int LOOK_MS = 100;
  private static final int BYTES = 2 * Long.BYTES;

  private final DatagramSocket socket = new DatagramSocket();
  private final List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
  private final Metronome metronome;
  private volatile long asked = -1;

  /**
   * Is an answer.
   *
   * @param atNs when it came
   * @param written what the server had written by then, bytes
   */
  record Answer(long atNs, long written) {}

  UdpEcho(String address, int port) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getByName(address), port));
    socket.setSoTimeout(LOOK_MS);
    Thread reader = new Thread(this::read, "udp answers");
    reader.setDaemon(true);
    reader.start();
    metronome = new Metronome("udp questions", (number, due) -> ask(number));
  }

  private void ask(long number) {
    byte[] bytes = ByteBuffer.allocate(BYTES).putLong(number).array();
    asked = number;
    try {
      socket.send(new DatagramPacket(bytes, bytes.length));
    } catch (IOException e) {
      // Lost, as any datagram may be: what is missing is seen by when answers come.
    }
  }

  private void read() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    DatagramPacket packet = new DatagramPacket(bytes.array(), bytes.capacity());
    while (!socket.isClosed()) {
      try {
        packet.setLength(BYTES);
        socket.receive(packet);
        if (packet.getLength() == BYTES && isAsked(bytes.getLong(0))) {
          answers.add(new Answer(System.nanoTime(), bytes.getLong(Long.BYTES)));
        }
      } catch (SocketTimeoutException | PortUnreachableException e) {
        // Looks whether it is closed, and waits on: nobody may listen while it is moved.
      } catch (IOException e) {
        return;
      }
    }
  }

  private boolean isAsked(long number) {
    return number >= 0 && number <= asked;
  }

  List<Answer> answers() {
    return List.copyOf(answers);
  }

  boolean hasAnsweredSince(long ns) {
    // They only ever become more.
    return !answers.isEmpty() && answers.get(answers.size() - 1).atNs() > ns;
  }

  /**
   * Returns the longest time without an answer that reaches into a window; absent where none came
   * since.
   */
  static OptionalLong longestGapNs(List<Long> atNs, long from, long to) {
    long longest = -1;
    for (int i = 1; i < atNs.size(); i++) {
      if (atNs.get(i) > from && atNs.get(i - 1) < to) {
        longest = Math.max(longest, atNs.get(i) - atNs.get(i - 1));
      }
    }
    boolean known = longest >= 0 && atNs.get(atNs.size() - 1) > to;
    return known ? OptionalLong.of(longest) : OptionalLong.empty();
  }

  /** Returns the longest time between two answers of a window; absent where it has no two. */
  static OptionalLong longestWithinNs(List<Long> atNs, long from, long to) {
    return IntStream.range(1, atNs.size())
        .filter(i -> atNs.get(i - 1) >= from && atNs.get(i) <= to)
        .mapToLong(i -> atNs.get(i) - atNs.get(i - 1))
        .max();
  }

  @Override
  public void close() {
    metronome.close();
    socket.close();
  }
}
