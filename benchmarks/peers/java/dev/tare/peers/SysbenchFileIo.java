package dev.tare.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads and writes per second of {@code sysbench fileio} with its defaults: 16 KiB of 128 files,
 * all of them fsynced each 100 requests. Its offsets are spread evenly, which since 1.0 it has to
 * be told.
 *
 * @param mode rndrw, rndrd, rndwr, seqwr or seqrd
 * @param direct whether the page cache is bypassed
 * @param mib size of all files together, MiB
 */
record SysbenchFileIo(String mode, boolean direct, int mib) implements Peer {
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
    List<String> options =
        new ArrayList<>(
            List.of(
                "--file-block-size=16384",
                "--file-test-mode=" + mode,
                "--file-io-mode=sync",
                "--file-fsync-freq=100",
                "--rand-type=uniform",
                "--time=" + stage.seconds()));
    if (direct) {
      options.add("--file-extra-flags=direct");
    }
    return sysbench("run", options);
  }

  private List<String> sysbench(String action, List<String> options) {
    List<String> command = new ArrayList<>(List.of("sysbench", "fileio"));
    command.addAll(List.of("--file-num=128", "--file-total-size=" + mib + "M"));
    command.addAll(options);
    command.add(action);
    return command;
  }

  @Override
  public double figure(String output) throws IOException {
    return Figures.find(READS, output) + Figures.find(WRITES, output);
  }
}
