package dev.tare.peers;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Runs the pairs of a row in groups of two, ours-peer-peer-ours or the other way round by chance,
 * so that a machine that drifts drifts for both.
 *
 * @param random chooses the order of each group
 * @param log told of each pair
 */
record Contest(Stage stage, int pairs, Random random, PrintWriter log) {
  /** With fewer there is no interval. */
  static final int MIN_PAIRS = 2;

  /**
   * Describes what a row came to.
   *
   * @param where with the link that the row took, which is gone by now
   * @param cut why there are fewer pairs than were asked for; absent where there are all
   */
  record Ran(Stage where, List<Pair> pairs, Optional<String> cut) {}

  /** Measures one pair. */
  @FunctionalInterface
  interface Measure {
    Pair pair(boolean oursFirst) throws IOException, InterruptedException;
  }

  /** All pairs of a row. The row's folder is empty afterwards. */
  Ran run(PeerRow row) throws IOException, InterruptedException {
    try (Link link = Link.make(row.via())) {
      Stage here = stage.over(link);
      row.peer().prepare(here);
      return gather(here, row, oursFirst -> pair(here, row, oursFirst));
    } finally {
      stage.programs().clear();
    }
  }

  /** A pair that fails ends the row; those before it are kept, where they have an interval. */
  Ran gather(Stage here, PeerRow row, Measure measure) throws IOException, InterruptedException {
    List<Pair> done = new ArrayList<>();
    for (boolean oursFirst : order(pairs, random)) {
      Pair pair;
      try {
        pair = measure.pair(oursFirst);
      } catch (IOException e) {
        if (done.size() < MIN_PAIRS) {
          throw e;
        }
        return new Ran(here, done, Optional.of(e.getMessage()));
      }
      done.add(pair);
      log.printf(
          "%s, pair %d of %d: %.5g, peer %.5g %s%n",
          row.label(), done.size(), pairs, pair.ours(), pair.peer(), row.unit());
      log.flush();
    }
    return new Ran(here, done, Optional.empty());
  }

  /** For each pair whether ours comes first. */
  static List<Boolean> order(int pairs, Random random) {
    List<Boolean> order = new ArrayList<>();
    for (int i = 0; i < pairs; i += 2) {
      boolean oursFirst = random.nextBoolean();
      order.addAll(List.of(oursFirst, !oursFirst));
    }
    return order;
  }

  private static Pair pair(Stage stage, PeerRow row, boolean oursFirst)
      throws IOException, InterruptedException {
    if (oursFirst) {
      double ours = row.ours().measure(stage);
      return new Pair(true, ours, peer(stage, row.peer()));
    }
    double peer = peer(stage, row.peer());
    return new Pair(false, row.ours().measure(stage), peer);
  }

  private static double peer(Stage stage, Peer peer) throws IOException, InterruptedException {
    Stage here = stage.withFreePort();
    List<String> server = peer.server(here);
    if (server.isEmpty()) {
      return peer.figure(here.programs().output(peer.command(here)));
    }
    Programs.Server running =
        here.programs().serve(here.link().inside(server), here.port(), here.link());
    try {
      return peer.figure(here.programs().output(peer.command(here)));
    } finally {
      running.stop();
    }
  }
}
