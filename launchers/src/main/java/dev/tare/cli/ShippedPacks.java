package dev.tare.cli;

import dev.tare.experiment.Experiment;
import dev.tare.experiment.OwnJar;
import dev.tare.experiment.Shipped;
import dev.tare.result.io.RunDocument;
import dev.tare.userland.Pack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Is what an experiment ships, whose packs of software stay the same as long as its run lasts. */
record ShippedPacks(Shipped all) {
  /** Is what is shipped where nothing happens. */
  static final ShippedPacks NONE = new ShippedPacks(Shipped.of(Path.of("")));

  private static final String PACK = "pack.";

  /**
   * Makes it ready; packs that are not in the cache are built.
   *
   * @param err gets the steps
   */
  static <P extends Record> ShippedPacks of(
      Experiment<P, ?, ?> experiment, P parameters, PrintWriter err) throws IOException {
    List<Pack> packs = new ArrayList<>();
    for (String name : experiment.packs(parameters)) {
      packs.add(Pack.built(name, step -> err.println("tare: " + step)));
    }
    return new ShippedPacks(
        new Shipped(OwnJar.running().path(), experiment.files(parameters), packs));
  }

  /** Says which packs a run fetches and makes before it measures; absent where all are there. */
  static <P extends Record> Optional<String> first(Experiment<P, ?, ?> experiment, P parameters)
      throws IOException {
    List<String> absent = new ArrayList<>();
    for (String name : experiment.packs(parameters)) {
      if (!Pack.isCached(name)) {
        absent.add(name);
      }
    }
    return absent.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "before that, once, the packs that are not in the cache are fetched: "
                + String.join(", ", absent));
  }

  Map<String, String> planned(Map<String, String> plan) {
    Map<String, String> planned = new TreeMap<>(plan);
    all.packs().forEach(pack -> planned.put(PACK + pack.name(), pack.hash()));
    return planned;
  }

  /** Refuses to go on with other software in one line; older runs do not say what theirs was. */
  void checkSame(String id, RunDocument run) {
    for (Pack pack : all.packs()) {
      String before = run.plan().getOrDefault(PACK + pack.name(), pack.hash());
      if (!before.equals(pack.hash())) {
        throw new CommandFailure(
            "--resume %s: began with the pack %s %s, and this is %s (%s); begin a new run"
                .formatted(id, pack.name(), before, pack.hash(), pack.text()));
      }
    }
  }
}
