package dev.tare.probe;

import java.util.Map;

/** A process that forks through the spawn probe until it is killed; prints the spawner's id. */
final class OpensSpawn {
  private OpensSpawn() {}

  public static void main(String[] args) {
    Probe probe = Probe.open("spawn", Map.of());
    System.out.println(probe.counter("pid"));
    for (long done = 0; done >= 0; ) {
      done = probe.batch(100);
    }
  }
}
