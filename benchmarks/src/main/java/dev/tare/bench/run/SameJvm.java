package dev.tare.bench.run;

import java.util.List;

/** The flags of every fork that is compared with another, wherever they run. */
public final class SameJvm {
  private SameJvm() {}

  /**
   * Returns what a JVM would otherwise choose by the memory and the CPUs that a layer shows it.
   *
   * @param processors how many it is told to have, from 1
   */
  public static List<String> flags(int processors) {
    return List.of(
        "-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=" + processors);
  }
}
