package dev.tare.proc;

import java.util.List;

/** Is what an nginx with one process needs in its folder: a file of 1 KiB and one of 1 MiB. */
public final class NginxFiles {
  /** Holds what the script makes, and the server, in the order in which it is to be removed. */
  public static final List<String> MADE =
      List.of("www", "temp", "www/small", "www/large", "nginx.conf", "pid");

  private NginxFiles() {}

  /**
   * The text of a shell script that makes them in its working folder. What nginx is built with lies
   * in folders that are not there, so all of them are named.
   *
   * @param bind the address that it listens on
   */
  public static String script(String bind, int port) {
    return """
        here=$(pwd)
        mkdir -p www temp
        head -c 1024 /dev/zero | tr '\\0' x >www/small
        head -c 1048576 /dev/zero | tr '\\0' x >www/large
        cat >nginx.conf <<END
        daemon off;
        master_process off;
        user root;
        pid $here/pid;
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
          server { listen %s:%d; root $here/www; }
        }
        END
        """
        .formatted(bind, port);
  }

  /** The arguments of the server. */
  public static List<String> arguments(String folder) {
    return List.of("-p", folder, "-c", folder + "/nginx.conf", "-e", "stderr");
  }
}
