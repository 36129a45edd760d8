package dev.tare.service;

import dev.tare.proc.NginxFiles;
import java.io.IOException;
import java.util.List;

/** Is nginx with one process, which serves a file of 1 KiB and one of 1 MiB. */
final class Nginx implements Service {
  private static final String SERVER = "Server: nginx/";

  @Override
  public String name() {
    return "nginx";
  }

  @Override
  public String program() {
    return "usr/sbin/nginx";
  }

  @Override
  public String preparation(At at) {
    return NginxFiles.script(at.bind(), at.port());
  }

  @Override
  public List<String> arguments(At at) {
    return NginxFiles.arguments(at.data());
  }

  @Override
  public String version(Conversation with) throws IOException {
    String first = with.asked("HEAD /small HTTP/1.0\r\n\r\n");
    for (String line = first; !line.isEmpty(); line = with.line()) {
      if (line.startsWith(SERVER)) {
        return line.substring(SERVER.length());
      }
    }
    throw new IOException("it says " + first);
  }
}
