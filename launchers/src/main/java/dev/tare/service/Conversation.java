package dev.tare.service;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Is a connection over which a server is asked whether it is ready. */
public final class Conversation implements Closeable {
  private static final int PATIENCE_MS = 1000;
  private static final int MOST = 4096;

  private final Socket socket = new Socket();

  /** Connects. */
  Conversation(String address, int port) throws IOException {
    try {
      socket.setSoTimeout(PATIENCE_MS);
      socket.connect(new InetSocketAddress(address, port), PATIENCE_MS);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends something, and returns the first line of the answer. */
  String asked(String question) throws IOException {
    socket.getOutputStream().write(question.getBytes(StandardCharsets.ISO_8859_1));
    return line();
  }

  /** Returns the next line that comes, without its end. */
  String line() throws IOException {
    return until('\n').stripTrailing();
  }

  void skip(int bytes) throws IOException {
    if (socket.getInputStream().readNBytes(bytes).length < bytes) {
      throw new IOException("it ends before " + bytes + " bytes");
    }
  }

  /** Returns what comes up to a byte, or the end. */
  String until(int last) throws IOException {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    for (int next = in.read(); next >= 0 && heard.size() < MOST; next = in.read()) {
      heard.write(next);
      if (next == last) {
        return heard.toString(StandardCharsets.ISO_8859_1);
      }
    }
    throw new IOException("it ends after " + heard.size() + " bytes");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
