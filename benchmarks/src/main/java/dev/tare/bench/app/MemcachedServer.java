package dev.tare.bench.app;

import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The memcached that is asked. */
@State(Scope.Benchmark)
public class MemcachedServer extends AppServer {
  @Override
  OwnServer started(String host, int port, List<String> pinned) throws IOException {
    return OwnServer.start(
        Software.of("memcached"),
        "usr/bin/memcached",
        pinned,
        List.of(
            "-u",
            "root",
            "-l",
            host,
            "-p",
            String.valueOf(port),
            "-m",
            "256",
            "-t",
            "1",
            "-c",
            "1024",
            "-U",
            "0"),
        port);
  }
}
