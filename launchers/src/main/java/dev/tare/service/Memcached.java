package dev.tare.service;

import java.io.IOException;
import java.util.List;

/** Is memcached with one thread: it keeps everything in memory. */
final class Memcached implements Service {
  private static final String VERSION = "VERSION ";

  @Override
  public String name() {
    return "memcached";
  }

  @Override
  public String program() {
    return "usr/bin/memcached";
  }

  /** Gives memory for the keys of any load here, and connections for the most of any client. */
  @Override
  public List<String> arguments(At at) {
    return List.of(
        "-u",
        "root",
        "-l",
        at.bind(),
        "-p",
        Integer.toString(at.port()),
        "-U",
        "0",
        "-m",
        "256",
        "-t",
        "1",
        "-c",
        "1024");
  }

  @Override
  public String version(Conversation with) throws IOException {
    String line = with.asked("version\r\n");
    if (!line.startsWith(VERSION)) {
      throw new IOException("it says " + line);
    }
    return line.substring(VERSION.length());
  }
}
