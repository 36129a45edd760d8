package dev.tare.experiment.ends;

import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.Finding;
import dev.tare.launch.LaunchException;
import dev.tare.launch.Programs;
import dev.tare.launch.Script;
import dev.tare.launch.Stack;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes where the kernel sends what goes to an address: one line of {@code ip -4 -o route get}.
 *
 * @param device it goes out through
 * @param source the address that the answers come back to; absent where the kernel names none
 */
public record Route(String device, Optional<String> source) {
  public static final String LOOPBACK = "lo";

  private static final String PROGRAM = "ip";
  private static final Pattern DEVICE = Pattern.compile("\\bdev (\\S+)");
  private static final Pattern SOURCE = Pattern.compile("\\bsrc (\\S+)");

  /** Absent where the host is unreachable. */
  static Optional<Route> parse(String text) {
    String line = text.lines().findFirst().orElse("");
    Matcher device = DEVICE.matcher(line);
    Matcher source = SOURCE.matcher(line);
    return device.find()
        ? Optional.of(
            new Route(
                device.group(1), source.find() ? Optional.of(source.group(1)) : Optional.empty()))
        : Optional.empty();
  }

  /** That a machine has not the program that is asked; absent where it has. */
  static Optional<Finding> lacking(Environment machine) throws IOException {
    return isHere(machine)
        ? Programs.lacking(machine, PROGRAM)
        : Programs.lackingAlsoInSbin(machine, PROGRAM);
  }

  private static boolean isHere(Environment machine) {
    return machine.stack().equals(Stack.BARE);
  }

  /**
   * Asks a machine where its way to an address leads.
   *
   * @throws LaunchException where none does, in one line
   */
  public static Route to(Environment machine, String address) throws IOException {
    Command ask = Command.of(PROGRAM, "-4", "-o", "route", "get", address);
    Command also =
        isHere(machine) ? ask : Script.of("also-sbin", ask.words().toArray(String[]::new));
    Ended said = machine.run(also, Environment.PATIENCE);
    if (machine.isDry()) {
      return new Route(LOOPBACK, Optional.of("HOST"));
    }
    return parse(said.out())
        .orElseThrow(
            () ->
                new LaunchException(
                    "no route leads to " + address + " (" + said.lastLine() + "); see ip route"));
  }

  /** Tells whether it does not leave the machine. */
  public boolean isLoopback() {
    return device.equals(LOOPBACK);
  }
}
