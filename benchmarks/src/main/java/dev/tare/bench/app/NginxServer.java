package dev.tare.bench.app;

import dev.tare.proc.NginxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    prepare(folder, script);
    return OwnServer.start(
        Software.of("nginx"),
        "usr/sbin/nginx",
        pinned,
        NginxFiles.arguments(folder.toString()),
        port);
  }

  private static void prepare(Path folder, Path script) throws IOException {
    try {
      Process process =
          new ProcessBuilder("sh", "-e", script.toString())
              .directory(folder.toFile())
              .inheritIO()
              .start();
      if (process.waitFor() != 0) {
        throw new IOException("the files of nginx cannot be made in " + folder);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
