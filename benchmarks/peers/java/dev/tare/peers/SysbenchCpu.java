package dev.tare.peers;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** Events per second of {@code sysbench cpu}. */
record SysbenchCpu(int threads) implements Peer {
  static final Tool SYSBENCH = new Tool("sysbench", "sysbench", "--version");
  private static final Pattern EVENTS = Pattern.compile("events per second:\\s*([\\d.]+)");

  @Override
  public Tool tool() {
    return SYSBENCH;
  }

  @Override
  public List<String> command(Stage stage) {
    return List.of(
        "sysbench",
        "cpu",
        "--cpu-max-prime=30000",
        "--threads=" + threads,
        "--time=" + stage.seconds(),
        "run");
  }

  @Override
  public double figure(String output) throws IOException {
    return Figures.find(EVENTS, output);
  }
}
