package dev.tare.bench.app;

import dev.tare.bench.capture.Takes;
import dev.tare.proc.MariaDbFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The MariaDB that is asked. */
@State(Scope.Benchmark)
public class MariaDbServer extends AppServer {
  /** A row takes that of the disk with its index, in the copy and in what is made once. */
  private static final long ROW_BYTES = 2 * 300;

  private static final long LEAST_BYTES = 300L << 20;

  /** Says how many rows its table has. */
  @Param("100000")
  @Takes(value = "[1-9]\\d{0,8}", like = "a whole number from 1")
  public int tableRows;

  private WorkFolder folder;

  @Override
  OwnServer started(String host, int port, List<String> pinned) throws IOException {
    Software software = Software.of("mariadb");
    Software sysbench = Software.of("sysbench");
    MariaDbFiles files =
        new MariaDbFiles(
            software.folder().orElseThrow(() -> software.absent("mariadbd")).toString(),
            sysbench.folder().orElseThrow(() -> sysbench.absent("sysbench")).toString(),
            tableRows);
    folder = WorkFolder.make(LEAST_BYTES + ROW_BYTES * tableRows);
    Path data = Files.createDirectory(folder.file("mariadb"));
    Path script = folder.file("prepare");
    Files.writeString(script, files.script(ready(files).toString()));
    OwnServer.prepare("mariadb", data, script, software.variables());
    return OwnServer.start(
        software, "usr/sbin/mariadbd", pinned, files.arguments(data.toString(), host, port), port);
  }

  /** A run's folder goes with the run; elsewhere nothing may stay. */
  private Path ready(MariaDbFiles files) {
    String data = System.getProperty("tare.data", "");
    return data.isEmpty() ? folder.file(files.ready()) : Path.of(data, files.ready());
  }

  @Override
  void stopped() throws IOException {
    if (folder != null) {
      folder.close();
    }
  }
}
