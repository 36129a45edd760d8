package dev.tare.service;

import java.io.IOException;
import java.util.List;

/** Is redis, which keeps everything in memory and writes nothing down. */
final class Redis implements Service {
  private static final String VERSION = "redis_version:";
  private static final int MOST_LINES = 40;

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public String program() {
    return "usr/bin/redis-server";
  }

  @Override
  public List<String> arguments(At at) {
    return List.of(
        "--port",
        Integer.toString(at.port()),
        "--bind",
        at.bind(),
        "--protected-mode",
        "no",
        "--save",
        "",
        "--appendonly",
        "no",
        "--dir",
        at.data());
  }

  @Override
  public String version(Conversation with) throws IOException {
    String line = with.asked("INFO server\r\n");
    for (int lines = 0; lines < MOST_LINES && !line.startsWith("-"); lines++) {
      if (line.startsWith(VERSION)) {
        return line.substring(VERSION.length());
      }
      line = with.line();
    }
    throw new IOException("it says " + line);
  }
}
