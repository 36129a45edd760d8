package dev.tare.peers;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * GB/s of a kernel of {@code likwid-bench}, which counts bytes as McCalpin does.
 *
 * @param kernel its name there: {@code stream} is what McCalpin calls triad
 * @param bytes of all arrays together
 * @param threads each pinned to a CPU of the first socket
 */
record LikwidBench(String kernel, long bytes, int threads) implements Peer {
  private static final Tool LIKWID = new Tool("likwid-bench", "likwid", "-v");
  private static final Pattern MB_PER_SECOND = Pattern.compile("MByte/s:\\s*([\\d.]+)");
  private static final double GB = 1e-3;

  @Override
  public Tool tool() {
    return LIKWID;
  }

  @Override
  public List<String> command(Stage stage) {
    return List.of(
        "likwid-bench",
        "-t",
        kernel,
        "-s",
        Integer.toString(stage.seconds()),
        "-W",
        "S0:" + bytes / 1000 + "kB:" + threads);
  }

  @Override
  public double figure(String output) throws IOException {
    return Figures.find(MB_PER_SECOND, output) * GB;
  }
}
