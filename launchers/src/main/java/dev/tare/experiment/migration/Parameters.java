package dev.tare.experiment.migration;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tare.experiment.Bounds;
import dev.tare.experiment.Parameter;
import dev.tare.launch.Environment;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.MovePlan;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Describes what {@link Migrate} is asked for.
 *
 * @param moves of each environment, from 1 to 100
 * @param workload each as {@link Work} takes it
 * @param workingSet random bytes that are in memory and written to, MB, each from 1 to 2147; in
 *     rising order. An older run has one, and no list
 * @param bandwidth MB a second that are sent, 0: as fast as it goes
 * @param downtimeMs from 1
 * @param limitSeconds from 1
 * @param to another machine to which each goes, {@code ssh(host=NAME)}; absent: it stays on this
 *     one
 */
public record Parameters(
    @Parameter(
            name = "--how",
            label = "WAY",
            usual = "pre-copy,auto-converge,post-copy",
            help = "Of machines: pre-copy, auto-converge, post-copy; containers are checkpointed")
        List<Way> how,
    @Parameter(
            name = "--workload",
            label = "WHAT",
            usual = "idle,20",
            help =
                "What it does meanwhile: idle, memcached, or how many MB of random data it writes a"
                    + " second")
        List<String> workload,
    @Parameter(
            name = "--working-set",
            label = "MB",
            usual = "64",
            help = "How much of its memory is in use, and written to, such as 64,128,256")
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<Integer> workingSet,
    @Parameter(
            name = "--moves",
            label = "N",
            usual = "3",
            help = "How often each is moved, one after the other")
        int moves,
    @Parameter(
            name = "--bandwidth",
            label = "MB/S",
            usual = "0",
            help =
                "What a machine's move may send a second, such as 119 for 1 Gbit/s; 0 is as fast as"
                    + " it goes")
        int bandwidth,
    @Parameter(
            name = "--downtime-limit",
            label = "MS",
            usual = "300",
            help = "How long a machine may stand still at the end")
        int downtimeMs,
    @Parameter(
            name = "--time-limit",
            label = "SECONDS",
            usual = "30",
            help = "After which a machine's move that does not come to its end is called off")
        int limitSeconds,
    @Parameter(
            name = "--to",
            label = "WHERE",
            help =
                "Another machine to which machines are moved, once each, such as 'ssh(host=b)'"
                    + " (default: another QEMU of this one)")
        Optional<String> to) {
  private static final int MOST_MOVES = 100;
  private static final int MOST = 1_000_000;

  /** A buffer of Java has less than 2^31 bytes. */
  private static final int MOST_SET = 2147;

  private static final long MB = 1_000_000;
  private static final String SSH = "ssh";
  private static final String HOST = "host";

  public Parameters {
    how = List.copyOf(new LinkedHashSet<>(how));
    workload = List.copyOf(new LinkedHashSet<>(workload));
    workload.forEach(Work::new);
    workingSet = List.copyOf(new TreeSet<>(workingSet));
    workingSet.forEach(one -> Bounds.range("--working-set", one, 1, MOST_SET));
    Bounds.range("--moves", moves, 1, MOST_MOVES);
    Bounds.range("--bandwidth", bandwidth, 0, MOST);
    Bounds.range("--downtime-limit", downtimeMs, 1, MOST);
    Bounds.range("--time-limit", limitSeconds, 1, MOST);
    to.ifPresent(Parameters::other);
    if (how.contains(Way.CHECKPOINT)) {
      throw new IllegalArgumentException("--how checkpoint: containers always are; leave it out");
    }
  }

  private static Stack other(String text) {
    try {
      Stack stack = new StackSyntax(Layers.standard()).parse(text);
      if (stack.names().equals(SSH)) {
        return stack;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--to " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("--to " + text + ": must be ssh(host=NAME)");
  }

  /** Returns the other machine to which each goes; absent where it stays on this one. */
  Optional<Stack> elsewhere() {
    return to.map(Parameters::other);
  }

  Optional<String> host() {
    return elsewhere().map(stack -> stack.steps().get(0).options().get(HOST));
  }

  /** Says why its working set cannot be had within limits: one line that names the option. */
  Optional<String> refusal(Limits limits) {
    int most = Collections.max(workingSet);
    long needed = (most + MovedWork.OWN) * MB;
    return limits.memoryBytes().orElse(Long.MAX_VALUE) < needed
        ? Optional.of(
            "--working-set "
                + most
                + ": that and its JVM take "
                + needed / MB
                + " MB, its memory limit is "
                + limits.memoryBytes().getAsLong() / MB
                + " MB")
        : Optional.empty();
  }

  /** Returns that of each condition; absent where there is only one. */
  List<OptionalInt> sets() {
    return workingSet.size() == 1
        ? List.of(OptionalInt.empty())
        : workingSet.stream().map(OptionalInt::of).toList();
  }

  /**
   * Tells how long a move takes at least for what may be sent a second, s; 0 where it may send all
   * there is.
   */
  double sendingSeconds(Moving moving) {
    if (bandwidth == 0 || moving.how() == Way.CHECKPOINT) {
      return 0;
    }
    double sent = moving.workingSet().orElse(workingSet.get(0)) + MovedWork.OWN;
    double again = moving.how() == Way.PRE_COPY ? moving.work().rate() : 0;
    return again < bandwidth ? Math.min(limitSeconds, sent / (bandwidth - again)) : limitSeconds;
  }

  List<Work> works() {
    return workload.stream().map(Work::new).toList();
  }

  /**
   * Says how one is moved.
   *
   * @param there the other machine, where it goes to one
   */
  MovePlan plan(Way one, Optional<Environment> there) {
    return new MovePlan(
        one == Way.AUTO_CONVERGE,
        one == Way.POST_COPY,
        bandwidth == 0 ? OptionalLong.empty() : OptionalLong.of(bandwidth * MB),
        downtimeMs,
        there,
        Duration.ofSeconds(limitSeconds));
  }
}
