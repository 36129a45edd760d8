package dev.tare.experiment.isolation;

import dev.tare.experiment.Choice;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.result.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Says who is beside the victim: one of the usual, or a benchmark by its name. */
sealed interface Neighbour {
  String OPTION = "--neighbour";

  /** Returns it as it is shown. */
  String word();

  /** Returns what names it and no other. */
  String text();

  /** Tells whether it does harm on purpose. */
  default boolean isBomb() {
    return false;
  }

  /** Tells whether datagrams go to one of the two. */
  default boolean isSentTo() {
    return false;
  }

  /** Returns the benchmark that it runs beside that victim, as JMH matches it. */
  String benchmark(Victim victim);

  /**
   * Returns the neighbour of that name.
   *
   * @param operations of one invocation of every benchmark there is, by full name
   * @throws IllegalArgumentException in one line, with those there are
   */
  static Neighbour named(String text, SortedMap<String, Integer> operations) {
    if (text.isBlank()) {
      throw Victim.refused(OPTION, text, "a name is missing between two commas");
    }
    List<String> usual = Arrays.stream(Usual.values()).map(Choice::word).toList();
    if (usual.contains(text)) {
      return Usual.values()[usual.indexOf(text)];
    }
    Victim one =
        Victim.one(OPTION, text, operations).orElseThrow(() -> unknown(text, usual, operations));
    if (!Victim.words(operations).contains(one.word())) {
      throw Victim.refused(
          OPTION, text, "a bomb is called by what it does: fork, malloc, disk or udp");
    }
    return new Named(one);
  }

  private static IllegalArgumentException unknown(
      String text, List<String> usual, SortedMap<String, Integer> operations) {
    List<String> all = new ArrayList<>(usual);
    all.addAll(Workload.servers());
    all.addAll(Nearest.parts(Victim.words(operations)));
    return Victim.refused(
        OPTION,
        text,
        "there is no such neighbour"
            + Nearest.asked(text, all)
            + "; there are "
            + String.join(", ", usual)
            + ", and any benchmark by its name"
            + Workload.orServers());
  }

  /** Names who may be beside any victim. */
  enum Usual implements Neighbour, Choice {
    /** Is the same benchmark: it wants what the victim wants. */
    COMPETING(""),
    /** Is a benchmark of another resource. */
    ORTHOGONAL(""),
    /** Makes as many processes as its limit allows, coming and going. */
    FORK("bomb.Fork"),
    /** Takes more memory than its limit allows, again and again. */
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

    Usual(String bomb) {
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

  /** Is a benchmark that somebody chose to be beside the victim. */
  record Named(Victim benchmark) implements Neighbour {
    @Override
    public String word() {
      return benchmark.word();
    }

    @Override
    public String text() {
      return benchmark.benchmark();
    }

    @Override
    public String benchmark(Victim victim) {
      return benchmark.pattern();
    }
  }
}
