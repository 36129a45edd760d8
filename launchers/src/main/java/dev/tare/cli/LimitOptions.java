package dev.tare.cli;

import dev.tare.launch.Limits;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What every environment may use. */
final class LimitOptions {
  @Option(
      names = "--limit",
      paramLabel = "NAME=VALUE",
      description =
          "A limit of every environment: cpuset, shares, cpus, memory, memory-soft or pids; may be"
              + " repeated, as in --limit memory=1g --limit cpus=0.5.")
  private List<String> limits = new ArrayList<>();

  /** Refuses what is none, in one line. */
  Limits limits() {
    try {
      return Limits.parse(limits);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--limit " + e.getMessage());
    }
  }
}
