package dev.tare.cli;

import dev.tare.probe.ProbeException;
import dev.tare.probe.TimedCommand;
import dev.tare.result.Nearest;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The programs that this host has where a shell looks for them. */
final class Programs {
  private Programs() {}

  /**
   * Refuses, in one line, what is none of them, and asks for the one that was meant.
   *
   * @param how a shell is had, which does some things itself
   */
  static void check(String option, String name, String how) {
    try {
      TimedCommand.check(name);
    } catch (ProbeException e) {
      String meant =
          ShellWords.isItsOwn(name)
              ? ": that is for a shell; " + how
              : name.contains("/") ? Nearest.asked(Path.of(name)) : Nearest.asked(name, all());
      throw new UsageFailure(option + ": " + e.getMessage() + meant);
    }
  }

  private static Set<String> all() {
    Set<String> all = new TreeSet<>();
    for (Path folder : TimedCommand.folders()) {
      String[] files = folder.toFile().list();
      all.addAll(files == null ? List.of() : List.of(files));
    }
    return all;
  }
}
