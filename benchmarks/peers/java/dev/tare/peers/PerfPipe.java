package dev.tare.peers;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** Nanoseconds of a round trip of {@code perf bench sched pipe} between two threads of one CPU. */
record PerfPipe() implements Peer {
  private static final Pattern US = Pattern.compile("([\\d.]+) usecs/op");
  private static final double NS_PER_US = 1000;

  /** It takes a count instead of a time: at 5 us each these take about a second. */
  private static final int LOOPS_PER_SECOND = 200_000;

  @Override
  public Tool tool() {
    return new Tool("perf", "linux-perf", "--version");
  }

  @Override
  public List<String> command(Stage stage) {
    String loops = Integer.toString(stage.seconds() * LOOPS_PER_SECOND);
    return Peer.pinned(0, "perf", "bench", "sched", "pipe", "-T", "-l", loops);
  }

  @Override
  public double figure(String output) throws IOException {
    return Figures.find(US, output) * NS_PER_US;
  }
}
