package dev.tare.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads and writes per second of {@code sysbench fileio} in its rndrw mode on one file: 3 reads to
 * 2 writes, an fsync each 100 requests.
 *
 * @param mib size of the file, MiB
 */
record SysbenchFileIo(int mib) implements Peer {
  private static final Pattern READS = Pattern.compile("reads/s:\\s*([\\d.]+)");
  private static final Pattern WRITES = Pattern.compile("writes/s:\\s*([\\d.]+)");

  @Override
  public Tool tool() {
    return SysbenchCpu.SYSBENCH;
  }

  @Override
  public void prepare(Stage stage) throws IOException, InterruptedException {
    stage.programs().output(sysbench("prepare", List.of()));
  }

  @Override
  public List<String> command(Stage stage) {
    return sysbench(
        "run",
        List.of(
            "--file-block-size=8192",
            "--file-test-mode=rndrw",
            "--file-io-mode=sync",
            "--file-extra-flags=direct",
            "--file-fsync-freq=100",
            "--time=" + stage.seconds()));
  }

  private List<String> sysbench(String action, List<String> options) {
    List<String> command = new ArrayList<>(List.of("sysbench", "fileio"));
    command.addAll(List.of("--file-num=1", "--file-total-size=" + mib + "M"));
    command.addAll(options);
    command.add(action);
    return command;
  }

  @Override
  public double figure(String output) throws IOException {
    return Figures.find(READS, output) + Figures.find(WRITES, output);
  }
}
