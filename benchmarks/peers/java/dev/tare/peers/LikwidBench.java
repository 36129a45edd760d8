package dev.tare.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * GB/s of a kernel of {@code likwid-bench}, which counts bytes as McCalpin does.
 *
 * @param kernel McCalpin's name
 * @param arrays that it reads and writes
 * @param arrayBytes of one array of one thread, a multiple of 1000: it counts in kB
 * @param stores plain or streaming
 * @param threads each pinned to a CPU of the first socket, with arrays that it touches first
 */
record LikwidBench(String kernel, int arrays, long arrayBytes, String stores, int threads)
    implements Peer {
  private static final Tool LIKWID = new Tool("likwid-bench", "likwid", "-v");
  private static final Map<String, String> NAMES = Map.of("triad", "stream", "copy", "copy");
  private static final Pattern MB_PER_SECOND = Pattern.compile("MByte/s:\\s*([\\d.]+)");
  private static final double GB_PER_MB = 1e-3;

  @Override
  public Tool tool() {
    return LIKWID;
  }

  @Override
  public List<String> command(Stage stage) {
    String streaming = stores.equals("streaming") ? "_mem" : "";
    return List.of(
        "likwid-bench",
        "-t",
        NAMES.get(kernel) + streaming + instructionSet(),
        "-s",
        Integer.toString(stage.seconds()),
        "-W",
        "S0:" + arrayBytes / 1000 * arrays * threads + "kB:" + threads);
  }

  /** The suffix of its fastest kernels; those for AVX-512 are slower than those for AVX. */
  private static String instructionSet() {
    try {
      String cpu = Files.readString(Path.of("/proc/cpuinfo"));
      return cpu.contains(" avx ") ? "_avx" : cpu.contains(" sse2 ") ? "_sse" : "";
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public double figure(String output) throws IOException {
    return Figures.find(MB_PER_SECOND, output) * GB_PER_MB;
  }
}
