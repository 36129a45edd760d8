package dev.tare.cli;

import dev.tare.experiment.Timing;
import dev.tare.experiment.VisitPlan;
import dev.tare.experiment.density.Workload;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What experiments with several environments at once have in common on the command line. */
final class CrowdArguments {
  private static final int QUICK_WARMUP_MS = 500;
  private static final int QUICK_ITERATIONS = 5;
  private static final int QUICK_ITERATION_MS = 600;

  @Option(
      names = "--env",
      paramLabel = "STACK",
      description = {
        "An environment, such as docker, lxc, kvm or 'kvm(vcpus=2)/docker'; may be repeated",
        "(default: docker, lxc and kvm, as far as this host has them).",
      })
  private List<String> environments = new ArrayList<>();

  @Option(
      names = "--blocks",
      paramLabel = "N",
      description = "How often everything is repeated (default: 3 in quick, else 10).")
  private Integer blocks;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "quick",
      description = "quick, standard or paper: how long, which sizes (default: quick).")
  private Profile profile;

  @Option(
      names = "--limit",
      paramLabel = "NAME=VALUE",
      description = {
        "A limit of each environment: cpuset, shares, cpus, memory, memory-soft or pids; may be",
        "repeated, as in --limit memory=1g --limit cpus=0.5.",
      })
  private List<String> limits = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the random order (default: the time).")
  private Long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run folder, new or empty (default: results/runs/<id>).")
  private Path out;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "text",
      description = "The tables as text or md (default: text).")
  private QuickCommand.Format format;

  @Option(names = "--dry-run", description = "Print every command that would be run, and run none.")
  private boolean dryRun;

  /** The stacks by their canonical text, in the order in which they were written. */
  Map<String, Stack> stacks(CrowdSession session) {
    StackSyntax syntax = new StackSyntax(Layers.standard());
    Map<String, Stack> stacks = new LinkedHashMap<>();
    for (String text : environments) {
      Stack stack;
      try {
        stack = syntax.parse(text);
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(ExitCode.USAGE, "--env " + e.getMessage());
      }
      if (stacks.put(stack.text(), stack) != null) {
        throw new CommandFailure(ExitCode.USAGE, "--env " + text + ": given twice");
      }
      if (!dryRun) {
        session.check(stack);
      }
    }
    return environments.isEmpty() ? session.usable(syntax) : stacks;
  }

  /** Whether a layer is named, or may be among those that are found. */
  boolean mayNeed(String layer) {
    return environments.isEmpty() || environments.stream().anyMatch(one -> one.contains(layer));
  }

  int blocks() {
    return blocks == null ? profile.blocks() : blocks;
  }

  Limits limits() {
    Limits all = Limits.NONE;
    for (String limit : limits) {
      int equals = limit.indexOf('=');
      if (equals < 0) {
        throw new CommandFailure(ExitCode.USAGE, "--limit " + limit + ": must be NAME=VALUE");
      }
      try {
        all = all.with(limit.substring(0, equals), limit.substring(equals + 1));
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(ExitCode.USAGE, "--limit " + e.getMessage());
      }
    }
    return all;
  }

  Profile profile() {
    return profile;
  }

  long seed() {
    if (seed == null) {
      seed = System.currentTimeMillis();
    }
    return seed;
  }

  Path out() {
    return out;
  }

  boolean isMarkdown() {
    return format == QuickCommand.Format.md;
  }

  boolean isDryRun() {
    return dryRun;
  }

  /** Quick is longer here than elsewhere: those that run at once start some milliseconds apart. */
  Timing timing() {
    return profile == Profile.quick
        ? new Timing(1, QUICK_WARMUP_MS, QUICK_ITERATIONS, QUICK_ITERATION_MS)
        : profile.timing();
  }

  /**
   * What one of them does.
   *
   * @param sizeBytes of its file
   */
  VisitPlan visit(Workload workload, int threads, int processors, long sizeBytes) {
    VisitPlan plan = VisitPlan.of(List.of(workload.benchmark()), timing(), processors);
    return plan.withThreads(threads)
        .withParams(workload.usesDisk() ? List.of("size=" + (sizeBytes >> 20) + "m") : List.of());
  }

  /** The size of a disk workload's file, bytes. */
  long fileBytes() {
    return switch (profile) {
      case quick -> 256L << 20;
      case standard -> 1L << 30;
      case paper -> 5L << 30;
    };
  }

  /** What was asked for, by name, for the run folder. */
  Map<String, String> plan(String verb) {
    Map<String, String> plan = new LinkedHashMap<>();
    plan.put("verb", verb);
    plan.put("profile", profile.name());
    plan.put("blocks", String.valueOf(blocks()));
    String limited = limits().text();
    if (!limited.isEmpty()) {
      plan.put("limits", limited);
    }
    return plan;
  }
}
