package dev.tare.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A program that does a probe's work, run as its users would run it. */
interface Peer {
  /** Returns what has to be installed. */
  Tool tool();

  /** Makes what all runs of a row share: a file, a compiled program. */
  default void prepare(Stage stage) throws IOException, InterruptedException {}

  /** The server that the measured program talks to; empty: it needs none. */
  default List<String> server(Stage stage) {
    return List.of();
  }

  /** The measured program. */
  List<String> command(Stage stage);

  /** Returns what runs a program on one CPU; words may be added. */
  static List<String> pinned(int cpu, String... words) {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", Integer.toString(cpu)));
    command.addAll(List.of(words));
    return command;
  }

  /**
   * The figure in what the program printed, in the row's unit.
   *
   * @throws IOException where it is not there
   */
  double figure(String output) throws IOException;
}
