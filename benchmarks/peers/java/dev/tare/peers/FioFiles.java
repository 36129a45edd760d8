package dev.tare.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/**
 * Microseconds of one operation on each of many files of {@code fio}: the time of the whole run, or
 * the median of the system call alone.
 *
 * @param engine filecreate or filestat
 * @param files in one directory
 * @param whole whether what fio does around the call counts: of a create, it has the close
 */
record FioFiles(String engine, int files, boolean whole) implements Peer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MS_PER_US = 1e3;
  private static final double NS_PER_US = 1e-3;

  @Override
  public Tool tool() {
    return new Tool("fio", "fio", "--version");
  }

  /** Removes its files, or the next run would create none. */
  @Override
  public List<String> command(Stage stage) {
    return List.of(
        "fio",
        "--name=peer",
        "--ioengine=" + engine,
        "--nrfiles=" + files,
        "--openfiles=1",
        "--filesize=1",
        "--bs=1",
        "--rw=read",
        "--fallocate=none",
        "--unlink=1",
        "--output-format=json");
  }

  @Override
  public double figure(String output) throws IOException {
    JsonNode job = JSON.readTree(output).path("jobs").path(0);
    JsonNode done = job.path("read");
    double us =
        whole
            ? done.path("runtime").asDouble() * MS_PER_US / files
            : done.path("clat_ns").path("percentile").path("50.000000").asDouble() * NS_PER_US;
    if (job.path("error").asInt(-1) != 0 || done.path("total_ios").asInt() != files || us <= 0) {
      throw new IOException(
          "fio reports error " + job.path("error") + " and " + done.path("total_ios") + " files");
    }
    return us;
  }
}
