package dev.tare.experiment.isolation;

import dev.tare.experiment.Choice;
import java.util.Map;

/** Names who may be beside any victim. */
enum UsualNeighbour implements Neighbour, Choice {
  /** Is the same benchmark: it wants what the victim wants. */
  COMPETING(""),
  /** Is a benchmark of another resource. */
  ORTHOGONAL(""),
  /** Makes as many processes as its limit allows, coming and going. */
  FORK("bomb.Fork"),
  /** More memory than its limit allows, again and again. */
  MALLOC("bomb.Malloc"),
  /** Small synchronous writes, one after the other. */
  DISK("bomb.Disk"),
  /** Sends the smallest datagrams to the victim's address, as fast as they go. */
  UDP("bomb.Udp"),
  /** Has a server that the host floods with small datagrams; it sends nothing itself. */
  FLOOD("");

  /**
   * Names by the victim's subject what does not want the same; as Chaufournier 2016, 4.2, paired
   * them.
   */
  private static final Map<String, String> OTHER_RESOURCE =
      Map.of(
          "cpu", "memory.Stream",
          "kernel", "memory.Stream",
          "memory", "cpu.Prime",
          "disk", "cpu.Prime",
          "net", "memory.Stream");

  private final String bomb;

  UsualNeighbour(String bomb) {
    this.bomb = bomb;
  }

  @Override
  public String word() {
    return Choice.super.word();
  }

  @Override
  public String text() {
    return word();
  }

  @Override
  public boolean isBomb() {
    return !bomb.isEmpty();
  }

  @Override
  public boolean isSentTo() {
    return this == UDP || this == FLOOD;
  }

  @Override
  public String benchmark(Victim victim) {
    if (this == COMPETING) {
      return victim.pattern();
    }
    String other =
        this == FLOOD
            ? "net.UdpStream"
            : OTHER_RESOURCE.getOrDefault(victim.subject(), "cpu.Prime");
    return "dev\\.tare\\.bench\\." + (isBomb() ? bomb : other).replace(".", "\\.") + "\\.";
  }
}
