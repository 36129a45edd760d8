package dev.tare.peers;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Milliseconds of a command that is typed under {@code time} in a shell, which forks and waits.
 *
 * @param command as it is typed
 * @param perSecond about so many of them take a second
 */
record ShellTime(String command, int perSecond) implements Peer {
  private static final Pattern SECONDS = Pattern.compile("^([\\d.]+)$", Pattern.MULTILINE);
  private static final double MS_PER_S = 1000;

  /** All that is measured is the same however long the peers run. */
  private static final int SECONDS_EACH = 3;

  @Override
  public Tool tool() {
    return new Tool("bash", "bash", "--version");
  }

  private int runs() {
    return perSecond * SECONDS_EACH;
  }

  @Override
  public List<String> command(Stage stage) {
    String loop = "for ((i = 0; i < " + runs() + "; i++)); do " + command + "; done";
    return List.of(
        "bash", "-c", "TIMEFORMAT=%3R; { time " + loop + " > /dev/null < /dev/null; } 2>&1");
  }

  @Override
  public double figure(String output) throws IOException {
    return Figures.find(SECONDS, output) * MS_PER_S / runs();
  }
}
