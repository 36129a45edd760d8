package dev.tare.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Says that what was asked for will not do. */
final class UsageFailure extends CommandFailure {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what, where and the remedy, in one line
   */
  UsageFailure(String message) {
    super(ExitCode.USAGE, message);
  }

  /**
   * Checks what was asked for, and says why it will not do.
   *
   * @param asked stands before what it refuses
   */
  static void checked(String asked, Runnable check) {
    unlessRefused(
        asked,
        () -> {
          check.run();
          return asked;
        });
  }

  /**
   * Refuses what was asked for where there is a reason to.
   *
   * @param asked stands before the reason
   */
  static void refuse(String asked, Optional<?> why) {
    if (why.isPresent()) {
      throw new UsageFailure(asked + why.get());
    }
  }

  /**
   * Refuses what is given a value twice: only one of them would count.
   *
   * @param words each NAME=VALUE
   */
  static void checkOnce(String option, List<String> words) {
    Set<String> names = new HashSet<>();
    for (String word : words) {
      String name = word.split("=", 2)[0];
      if (!names.add(name)) {
        throw new UsageFailure(option + " " + word + ": " + name + " is given twice");
      }
    }
  }

  /** Makes something of what was asked for, or says why it will not do. */
  static <T> T unlessRefused(Supplier<T> made) {
    return unlessRefused("", made);
  }

  /**
   * Returns the same.
   *
   * @param asked stands before what it refuses
   */
  static <T> T unlessRefused(String asked, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(asked + e.getMessage());
    }
  }
}
