package dev.tare.experiment.isolation;

import dev.tare.experiment.Choice;
import dev.tare.experiment.concurrent.Workload;
import dev.tare.result.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/** Says who is beside the victim: one of the usual, or a benchmark by its name. */
sealed interface Neighbour permits UsualNeighbour, NamedNeighbour {
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
    List<String> usual = Arrays.stream(UsualNeighbour.values()).map(Choice::word).toList();
    if (usual.contains(text)) {
      return UsualNeighbour.values()[usual.indexOf(text)];
    }
    Victim one =
        Victim.one(OPTION, text, operations).orElseThrow(() -> unknown(text, usual, operations));
    if (!Victim.words(operations).contains(one.word())) {
      throw Victim.refused(
          OPTION, text, "a bomb is called by what it does: fork, malloc, disk or udp");
    }
    return new NamedNeighbour(one);
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
}
