package dev.tare.bench.app;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Speaks redis's protocol, RESP 2, over one connection: a command is out at a time. It has no limit
 * of time, which would cost each answer two system calls more: whoever runs it ends it.
 */
final class RedisConnection implements Closeable {
  private static final int CONNECT_MS = 5000;
  private static final int BUFFER = 16 << 10;
  private static final int CARRIAGE_RETURN = 13;
  private static final byte[] LINE_END = {CARRIAGE_RETURN, 10};

  private final String name;
  private final Socket socket = new Socket();
  private final InputStream in;
  private final ByteArrayOutputStream command = new ByteArrayOutputStream(BUFFER);

  RedisConnection(String host, int port) throws IOException {
    this.name = "redis at " + host + " port " + port;
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), CONNECT_MS);
      this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    } catch (IOException e) {
      socket.close();
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  /** Makes a command ready to be sent. */
  void prepare(List<byte[]> words) {
    command.reset();
    line("*" + words.size());
    for (byte[] word : words) {
      line("$" + word.length);
      command.writeBytes(word);
      command.writeBytes(LINE_END);
    }
  }

  private void line(String text) {
    command.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    command.writeBytes(LINE_END);
  }

  /**
   * Sends the command and returns what is answered: the parts of an array, null for one that is not
   * there, or nothing for a number or a word.
   *
   * @throws IllegalStateException in one line where that is an error, or nothing comes
   */
  List<byte[]> ask() {
    try {
      command.writeTo(socket.getOutputStream());
      return answer();
    } catch (IOException e) {
      throw new IllegalStateException(name + ": " + e.getMessage(), e);
    }
  }

  private List<byte[]> answer() throws IOException {
    String first = line();
    List<byte[]> parts = new ArrayList<>();
    switch (first.isEmpty() ? 0 : first.charAt(0)) {
      case ':', '+' -> {}
      case '*' -> {
        int count = number(first);
        for (int i = 0; i < count; i++) {
          parts.add(part(number(line())));
        }
      }
      default -> throw new IOException("it says " + first);
    }
    return parts;
  }

  private static int number(String line) {
    return Integer.parseInt(line, 1, line.length(), 10);
  }

  private byte[] part(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    byte[] part = in.readNBytes(length);
    if (part.length < length || !line().isEmpty()) {
      throw new IOException("it ends within an answer");
    }
    return part;
  }

  /** The next line, without its end. */
  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != CARRIAGE_RETURN; next = in.read()) {
      if (next < 0) {
        throw new IOException("it has closed the connection");
      }
      line.append((char) next);
    }
    in.read();
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  @Override
  public String toString() {
    return name;
  }
}
