package dev.tare.bench.app;

import dev.tare.proc.NginxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The nginx that is asked. */
@State(Scope.Benchmark)
public class NginxServer extends AppServer {
  @Override
  OwnServer started(String host, int port, List<String> pinned) throws IOException {
    Path folder = Files.createTempDirectory("tare-nginx");
    folder.toFile().deleteOnExit();
    Path script = Files.writeString(folder.resolve("prepare"), NginxFiles.script(host, port));
    for (String made : NginxFiles.MADE) {
      folder.resolve(made).toFile().deleteOnExit();
    }
    script.toFile().deleteOnExit();
    OwnServer.prepare("nginx", folder, script, Map.of());
    return OwnServer.start(
        Software.of("nginx"),
        "usr/sbin/nginx",
        pinned,
        NginxFiles.arguments(folder.toString()),
        port);
  }
}
