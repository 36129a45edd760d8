package dev.tare.experiment;

import dev.tare.launch.Limits;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Makes settings of runs that nobody measures. */
public final class MadeSetting {
  private MadeSetting() {}

  /** One of an environment without limits, in which forks measure for a moment. */
  public static Setting of(String environment, int blocks, Integer... cpus) {
    return new Setting(
        List.of(environment),
        Limits.NONE,
        blocks,
        new Timing(1, 10, 2, 10),
        true,
        List.of(),
        0,
        new TreeSet<>(List.of(cpus)),
        Optional.empty(),
        0);
  }
}
