package dev.tare.proc;

import java.util.Optional;
import java.util.TreeSet;

/** A set of CPUs or memory nodes as the kernel writes it: {@code 0-3,8}. */
public final class CpuList {
  private CpuList() {}

  /** The numbers in the list; absent where it is not such a list, or empty. */
  public static Optional<TreeSet<Integer>> parse(String list) {
    TreeSet<Integer> numbers = new TreeSet<>();
    try {
      for (String range : list.strip().split(",")) {
        String[] ends = range.split("-", 2);
        int first = Integer.parseInt(ends[0]);
        int last = Integer.parseInt(ends[ends.length - 1]);
        for (int number = first; number <= last; number++) {
          numbers.add(number);
        }
      }
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    return numbers.isEmpty() ? Optional.empty() : Optional.of(numbers);
  }
}
