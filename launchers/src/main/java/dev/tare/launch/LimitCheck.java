package dev.tare.launch;

import dev.tare.proc.CpuList;
import dev.tare.proc.ProcText;
import dev.tare.result.Facts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Holds the limits that were asked for against those that were found: a limit that silently does
 * nothing is the classic error of this field.
 */
public final class LimitCheck {
  /** The kernel rounds memory to pages, of at most 64 KiB. */
  private static final long PAGE_BYTES = 65_536;

  /** Quotas are whole microseconds. */
  private static final double QUOTA_TOLERANCE = 0.01;

  private final List<String> differences = new ArrayList<>();
  private final String where;

  private LimitCheck(String where) {
    this.where = where;
  }

  /**
   * Finds what of a stack's limits is not seen outside.
   *
   * @param limits of the whole
   * @return a line for each limit that differs
   */
  public static List<String> outside(Stack stack, Limits limits, Environment environment)
      throws IOException {
    Limits asked = stack.limits(limits);
    return asked.equals(Limits.NONE)
        ? List.of()
        : differences(asked, environment.limits(), "outside");
  }

  /**
   * Finds what of a stack's limits is not seen inside. A guest has a kernel of its own, which knows
   * nothing of them: there {@link #outside} is what tells.
   *
   * @param limits of the whole
   * @param facts of the environment, read inside
   * @return a line for each limit that differs
   */
  public static List<String> inside(Stack stack, Limits limits, Facts facts) {
    Limits asked = stack.limits(limits);
    // Of a disk nothing is told inside.
    return stack.hasOwnKernel()
        ? List.of()
        : differences(asked.with(IoLimits.NONE), ofFacts(facts, asked), "inside");
  }

  /**
   * Finds what did not take effect.
   *
   * @param asked only what is asked for is looked at
   * @param found see {@link Environment#limits} and {@link #ofFacts}
   * @param where it was found, for the message: {@code outside} or {@code inside}
   * @return a line for each limit that differs; none when all hold
   */
  public static List<String> differences(Limits asked, Limits found, String where) {
    LimitCheck check = new LimitCheck(where);
    check.cpuset(asked.cpuset(), found.cpuset());
    check.number("shares", asked.shares(), found.shares(), 0);
    check.quota(asked.cpus(), found.cpus());
    check.number("memory", asked.memoryBytes(), found.memoryBytes(), PAGE_BYTES);
    check.number("memory-soft", asked.softMemoryBytes(), found.softMemoryBytes(), PAGE_BYTES);
    check.number("pids", asked.pids(), found.pids(), 0);
    check.number(IoLimits.WEIGHT, asked.io().weight(), found.io().weight(), 0);
    check.number(IoLimits.READ, asked.io().readBytes(), found.io().readBytes(), 0);
    check.number(IoLimits.WRITE, asked.io().writeBytes(), found.io().writeBytes(), 0);
    return check.differences;
  }

  private void cpuset(Optional<String> asked, Optional<String> found) {
    if (asked.isPresent()) {
      Optional<TreeSet<Integer>> cpus = found.flatMap(CpuList::parse);
      compare("cpuset", asked.get(), found, cpus.equals(CpuList.parse(asked.get())));
    }
  }

  private void quota(OptionalDouble asked, OptionalDouble found) {
    if (asked.isPresent()) {
      double cpus = asked.getAsDouble();
      boolean same =
          found.isPresent() && Math.abs(found.getAsDouble() - cpus) <= QUOTA_TOLERANCE * cpus;
      Optional<String> text =
          found.isPresent() ? Optional.of(Limits.decimal(found.getAsDouble())) : Optional.empty();
      compare("cpus", Limits.decimal(cpus), text, same);
    }
  }

  private void number(String name, OptionalLong asked, OptionalLong found, long tolerance) {
    if (asked.isPresent()) {
      long value = asked.getAsLong();
      boolean same = found.isPresent() && Math.abs(found.getAsLong() - value) <= tolerance;
      Optional<String> text =
          found.isPresent() ? Optional.of(Long.toString(found.getAsLong())) : Optional.empty();
      compare(name, Long.toString(value), text, same);
    }
  }

  private void compare(String name, String asked, Optional<String> found, boolean same) {
    if (!same) {
      differences.add(
          name + "=" + asked + " was asked for, " + where + " finds " + found.orElse("no limit"));
    }
  }

  /**
   * Returns the limits in the facts of an environment, as it sees them from inside.
   *
   * @param asked tells which shares a weight of cgroup version 2 stands for
   */
  public static Limits ofFacts(Facts facts, Limits asked) {
    OptionalLong weight = number(facts, "cpu.weight");
    OptionalLong shares =
        weight.isPresent()
            ? OptionalLong.of(CpuWeight.shares(weight.getAsLong(), asked.shares()))
            : number(facts, "cpu.shares");
    OptionalLong memory = number(facts, "memory.maxBytes");
    OptionalLong swap = number(facts, "swap.maxBytes");
    if (memory.isPresent() && facts.get("limits.swap.maxBytes").isPresent()) {
      memory =
          swap.isPresent()
              ? OptionalLong.of(memory.getAsLong() + swap.getAsLong())
              : OptionalLong.empty();
    }
    OptionalLong soft = number(facts, "memory.softBytes");
    return new Limits(
        facts.get("limits.cpu.set").or(() -> facts.get("limits.cpu.affinity")),
        shares,
        facts
            .get("limits.cpu.quotaCpus")
            .flatMap(LimitCheck::decimal)
            .map(OptionalDouble::of)
            .orElse(OptionalDouble.empty()),
        memory,
        soft.isPresent() ? soft : positive(number(facts, "memory.lowBytes")),
        number(facts, "pids.max"),
        IoLimits.NONE);
  }

  private static OptionalLong number(Facts facts, String name) {
    return facts.get("limits." + name).map(ProcText::number).orElse(OptionalLong.empty());
  }

  private static OptionalLong positive(OptionalLong number) {
    return number.orElse(0) > 0 ? number : OptionalLong.empty();
  }

  /** Absent for {@code unlimited}. */
  private static Optional<Double> decimal(String text) {
    return text.matches("[0-9.]+") ? Optional.of(Double.valueOf(text)) : Optional.empty();
  }
}
