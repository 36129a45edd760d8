package dev.tare.service;

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

  /** What it is built with lies in folders that are not here: all of them are named. */
  @Override
  public String preparation(At at) {
    return """
        mkdir -p www temp
        head -c 1024 /dev/zero | tr '\\0' x >www/small
        head -c 1048576 /dev/zero | tr '\\0' x >www/large
        cat >nginx.conf <<END
        daemon off;
        master_process off;
        user root;
        pid $0/pid;
        error_log stderr;
        events { worker_connections 1024; }
        http {
          access_log off;
          sendfile on;
          tcp_nopush on;
          keepalive_timeout 1h;
          keepalive_requests 1000000000;
          client_body_temp_path temp;
          proxy_temp_path temp;
          fastcgi_temp_path temp;
          uwsgi_temp_path temp;
          scgi_temp_path temp;
          server { listen %s:%d; root $0/www; }
        }
        END
        """
        .formatted(at.bind(), at.port());
  }

  @Override
  public List<String> arguments(At at) {
    return List.of("-p", at.data(), "-c", at.data() + "/nginx.conf", "-e", "stderr");
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
