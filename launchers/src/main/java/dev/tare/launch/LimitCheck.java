package dev.tare.launch;

import dev.tare.proc.CpuList;
import dev.tare.proc.ProcText;
import dev.tare.result.Facts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Holds the limits that were asked for against those that were found: a limit that silently does
 * nothing is the classic error of this field.
 */
public final class LimitCheck {
  /** The kernel rounds memory to pages, of at most 64 KiB. */
  private static final long PAGE_BYTES = 65_536;

  /** Quotas are whole microseconds. */
  private static final double QUOTA_TOLERANCE = 0.01;

  private LimitCheck() {}

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
        : differences(
            asked.without(Limits.IO_WEIGHT, Limits.IO_READ, Limits.IO_WRITE),
            ofFacts(facts, asked),
            "inside");
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
    Map<String, String> there = found.values();
    List<String> differences = new ArrayList<>();
    asked
        .values()
        .forEach(
            (name, value) -> {
              if (!there.containsKey(name) || !holds(name, asked, found)) {
                String other = there.getOrDefault(name, "no limit");
                differences.add(
                    name + "=" + value + " was asked for, " + where + " finds " + other);
              }
            });
    return differences;
  }

  /** Tells whether a limit that both have is the same, as far as the kernel keeps it. */
  private static boolean holds(String name, Limits asked, Limits found) {
    return switch (name) {
      case "cpuset" ->
          found.cpuset().flatMap(CpuList::parse).equals(asked.cpuset().flatMap(CpuList::parse));
      case "cpus" -> {
        double cpus = asked.cpus().getAsDouble();
        yield Math.abs(found.cpus().getAsDouble() - cpus) <= QUOTA_TOLERANCE * cpus;
      }
      case "memory", "memory-soft" ->
          Math.abs(found.number(name).getAsLong() - asked.number(name).getAsLong()) <= PAGE_BYTES;
      default -> found.number(name).equals(asked.number(name));
    };
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
    Optional<Double> quota = facts.get("limits.cpu.quotaCpus").flatMap(LimitCheck::decimal);
    return new Limits(
            facts.get("limits.cpu.set").or(() -> facts.get("limits.cpu.affinity")),
            quota.stream().mapToDouble(cpus -> cpus).findFirst(),
            Map.of())
        .set("shares", shares)
        .set("memory", memory)
        .set("memory-soft", soft.isPresent() ? soft : positive(number(facts, "memory.lowBytes")))
        .set("pids", number(facts, "pids.max"));
  }

  private static OptionalLong number(Facts facts, String name) {
    return facts.get("limits." + name).map(ProcText::number).orElse(OptionalLong.empty());
  }

  private static OptionalLong positive(OptionalLong number) {
    return number.orElse(0) > 0 ? number : OptionalLong.empty();
  }

  /** Is absent for {@code unlimited}. */
  private static Optional<Double> decimal(String text) {
    return text.matches("[0-9.]+") ? Optional.of(Double.valueOf(text)) : Optional.empty();
  }
}
