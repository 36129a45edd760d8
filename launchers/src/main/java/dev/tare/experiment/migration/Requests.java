package dev.tare.experiment.migration;

import dev.tare.launch.LaunchException;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Asks a server every millisecond over one connection, whatever became of the questions before, and
 * keeps how long each answer took since its question was due.
 */
final class Requests implements Closeable {
  private static final int CONNECT_MS = 10_000;
  private static final int VALUE = 100;

  private final Socket socket = new Socket();
  private final byte[] question;
  private final byte[] answer;
  private final Queue<Long> due = new ConcurrentLinkedQueue<>();
  private final List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
  private final Metronome metronome;
  private volatile Optional<String> broken = Optional.empty();

  /**
   * Is an answer.
   *
   * @param dueNs when its question was meant to be sent
   * @param atNs when it was there
   */
  record Answer(long dueNs, long atNs) {}

  private Requests(
      String address, int port, byte[] first, byte[] said, byte[] question, byte[] answer)
      throws IOException {
    this.question = question;
    this.answer = answer;
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(CONNECT_MS);
      socket.connect(new InetSocketAddress(address, port), CONNECT_MS);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      socket.getOutputStream().write(first);
      checkAnswer(in, said);
      socket.setSoTimeout(0);
      // Nothing is sent any more to what is gone: the next one has the same address.
      socket.setSoLinger(true, 0);
      Thread reader = new Thread(() -> read(in), "tcp answers");
      reader.setDaemon(true);
      reader.start();
    } catch (IOException e) {
      socket.close();
      throw new LaunchException(
          "no connection to " + address + ":" + port + ": " + e.getMessage(), e);
    }
    OutputStream out = socket.getOutputStream();
    metronome = new Metronome("tcp questions", (number, dueNs) -> ask(out, dueNs));
  }

  static Requests ofNumbers(String address, int port) throws IOException {
    byte[] number = new byte[MovedWork.NUMBER];
    return new Requests(address, port, number, number, number, number);
  }

  /** Asks a memcached for a value of 100 bytes that is put there first. */
  static Requests ofMemcached(String address, int port) throws IOException {
    char[] value = new char[VALUE];
    Arrays.fill(value, 'v');
    String set = "set k 0 0 " + VALUE + "\r\n" + new String(value) + "\r\n";
    String found = "VALUE k 0 " + VALUE + "\r\n" + new String(value) + "\r\nEND\r\n";
    return new Requests(
        address, port, bytes(set), bytes("STORED\r\n"), bytes("get k\r\n"), bytes(found));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void ask(OutputStream out, long dueNs) {
    if (broken.isEmpty()) {
      due.add(dueNs);
      try {
        out.write(question);
      } catch (IOException e) {
        broke(e);
      }
    }
  }

  private void read(DataInputStream in) {
    while (broken.isEmpty()) {
      try {
        checkAnswer(in, answer);
        long now = System.nanoTime();
        Long asked = due.poll();
        if (asked == null) {
          throw new IOException("it was answered what nobody asked");
        }
        answers.add(new Answer(asked, now));
      } catch (IOException e) {
        broke(e);
      }
    }
  }

  /** Drops what is answered otherwise: nobody knows any more which question it is for. */
  private static void checkAnswer(DataInputStream in, byte[] expected) throws IOException {
    byte[] came = new byte[expected.length];
    in.readFully(came);
    if (!Arrays.equals(came, expected)) {
      String line = new String(came, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
      throw new IOException("another answer came than was asked for: " + line);
    }
  }

  private void broke(IOException why) {
    String line = "the connection did not live through: " + why.getMessage();
    broken = broken.or(() -> Optional.of(line));
  }

  /** Tells why it is of no use any more, one line; absent where it lives. */
  Optional<String> broken() {
    return broken;
  }

  List<Answer> answers() {
    return List.copyOf(answers);
  }

  /** Tells whether all that was due by a moment is answered. */
  boolean hasAnswered(long dueNs) {
    Long next = due.peek();
    return next == null || next > dueNs;
  }

  @Override
  public void close() throws IOException {
    metronome.close();
    socket.close();
  }
}
