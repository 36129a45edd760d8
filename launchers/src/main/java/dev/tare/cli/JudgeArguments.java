package dev.tare.cli;

import dev.tare.experiment.BenchmarkWork;
import dev.tare.experiment.Setting;
import dev.tare.launch.Layers;
import dev.tare.launch.Limits;
import dev.tare.launch.Stack;
import dev.tare.launch.StackSyntax;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Describes what {@code gate --run} and {@code selftest} have in common: what is measured, and how
 * often.
 */
final class JudgeArguments {
  private final ParameterOptions<BenchmarkWork> options =
      new ParameterOptions<>(BenchmarkWork.class);

  @Mixin
  private CommandSpec benchmarks =
      options.mixin(
          "--benchmarks",
          "Which benchmarks, as JMH matches them; may be repeated (default: all but bombs and"
              + " programs).");

  @Mixin private ExtentOptions extent;

  @Mixin private LimitOptions limits;

  Profile profile() {
    return extent.profile();
  }

  /** Tells how often each side is measured before the first look. */
  int blocks(int absent) {
    return extent.blocks(absent);
  }

  boolean hasBlocks() {
    return extent.hasBlocks();
  }

  List<String> benchmarks(String absent) {
    List<String> asked = options.parameters().benchmarks();
    return asked.isEmpty() ? List.of(absent) : asked;
  }

  Limits limits() {
    return limits.limits();
  }

  /** Returns what is asked for of sides in these stacks; refuses what will not do, in one line. */
  Setting setting(List<Stack> stacks, int blocks, long seed) {
    List<String> texts = stacks.stream().map(Stack::text).distinct().toList();
    return extent.setting(texts, limits(), blocks, Optional.empty(), seed);
  }

  /**
   * Returns what each trial of a side runs.
   *
   * @param matching benchmarks, as JMH matches them
   * @param stacks of all sides: what depends on the machine is the same for all
   */
  BenchmarkWork work(List<String> matching, List<Stack> stacks) {
    return WorkChoice.of(matching, profile(), List.of(), limits(), stacks);
  }

  static Stack stack(String option, String text) {
    Stack stack =
        UsageFailure.unlessRefused(
            option + " ", () -> new StackSyntax(Layers.standard()).parse(text));
    Environments.checkLimits(option + " " + text, stack);
    return stack;
  }
}
