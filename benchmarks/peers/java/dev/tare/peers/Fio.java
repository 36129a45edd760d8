package dev.tare.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/**
 * Accesses of 8 KiB per second of {@code fio} with O_DIRECT and no verification.
 *
 * @param rw its name of the shape: randread, randwrite or randrw, which is half and half
 * @param engine psync or io_uring
 * @param depth accesses in flight
 * @param mib size of the file, MiB
 */
record Fio(String rw, String engine, int depth, int mib) implements Peer {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Tool tool() {
    return new Tool("fio", "fio", "--version");
  }

  /** Lays the file out, all of it written, so that a write allocates nothing. */
  @Override
  public void prepare(Stage stage) throws IOException, InterruptedException {
    stage
        .programs()
        .output(
            List.of(
                "fio",
                "--name=fill",
                "--filename=fio.data",
                "--size=" + mib + "M",
                "--rw=write",
                "--bs=1M",
                "--end_fsync=1"));
  }

  @Override
  public List<String> command(Stage stage) {
    return List.of(
        "fio",
        "--name=peer",
        "--filename=fio.data",
        "--size=" + mib + "M",
        "--rw=" + rw,
        "--bs=8k",
        "--direct=1",
        "--ioengine=" + engine,
        "--iodepth=" + depth,
        "--norandommap",
        "--randrepeat=0",
        "--time_based",
        "--ramp_time=1",
        "--runtime=" + stage.seconds(),
        "--output-format=json");
  }

  @Override
  public double figure(String output) throws IOException {
    JsonNode job = JSON.readTree(output).path("jobs").path(0);
    double iops =
        job.path("read").path("iops").asDouble() + job.path("write").path("iops").asDouble();
    if (job.path("error").asInt(-1) != 0 || iops <= 0) {
      throw new IOException("fio reports error " + job.path("error") + " and " + iops + " IOPS");
    }
    return iops;
  }
}
