package dev.tare.cli;

import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Describes what every environment may use. */
final class LimitOptions {
  @Option(
      names = "--limit",
      paramLabel = "NAME=VALUE",
      split = ",(?=[a-z-]+=)",
      splitSynopsisLabel = ",",
      description =
          "A limit of every environment: cpuset, shares, cpus, memory, memory-soft, pids, io-weight,"
              + " io-read or io-write; may be repeated, as in --limit memory=1g,cpus=0.5.")
  private List<String> limits = new ArrayList<>();

  /** Refuses what is none, in one line. */
  Limits limits() {
    UsageFailure.checkOnce("--limit", limits);
    return UsageFailure.unlessRefused("--limit ", () -> Limits.parse(limits));
  }

  /** Refuses limits of all environments that will not do in one of them. */
  static void check(Limits limits, List<Stack> stacks) {
    boolean here = stacks.stream().anyMatch(stack -> !stack.isElsewhere());
    UsageFailure.refuse("--limit ", limits.refusal(here ? AllowedCpus.online() : Set.of()));
  }
}
