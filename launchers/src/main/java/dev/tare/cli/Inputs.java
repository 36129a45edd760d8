package dev.tare.cli;

import dev.tare.result.Run;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.Sides;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Reads the results that a verb is given, and says of run folders what is damaged in them. */
final class Inputs {
  private static final String STANDARD_INPUT = "-";

  private final InputStream standardInput;
  private final boolean latencies;
  private final PrintWriter err;
  private final Set<Path> files = new LinkedHashSet<>();
  private final Set<String> damaged = new LinkedHashSet<>();

  /**
   * @param latencies whether what run folders keep of latencies is read too
   * @param err gets a line for each file of a run folder that is damaged or gone
   */
  Inputs(InputStream standardInput, boolean latencies, PrintWriter err) {
    this.standardInput = standardInput;
    this.latencies = latencies;
    this.err = err;
  }

  /** One side on its way: what it is, or why it is refused. */
  private record Read(Run run, Set<Path> files, List<String> damaged, String refused) {}

  /** Reads them, two at a time; of a pair each that cannot be read is named, once. */
  List<Run> read(List<String> names) {
    if (Collections.frequency(names, STANDARD_INPUT) > 1) {
      throw new UsageFailure("-: standard input can be one side only");
    }
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < names.size(); i += 2) {
      List<Read> pair = pair(names.subList(i, Math.min(i + 2, names.size())));
      pair.forEach(side -> files.addAll(side.files()));
      List<String> refused =
          pair.stream().map(Read::refused).filter(why -> why != null).distinct().toList();
      if (!refused.isEmpty()) {
        throw new UsageFailure(String.join("; ", refused));
      }
      pair.forEach(side -> runs.add(taken(side)));
    }
    return runs;
  }

  /** Reads what lies in a folder, two at a time; what cannot be read is named, and absent. */
  List<Optional<Run>> readSome(List<String> names) {
    List<Optional<Run>> runs = new ArrayList<>();
    for (int i = 0; i < names.size(); i += 2) {
      for (Read side : pair(names.subList(i, Math.min(i + 2, names.size())))) {
        if (side.refused() != null) {
          say("left out: " + side.refused());
        }
        runs.add(side.refused() == null ? Optional.of(taken(side)) : Optional.empty());
      }
    }
    return runs;
  }

  private Run taken(Read side) {
    files.addAll(side.files());
    side.damaged().stream().filter(damaged::add).forEach(this::say);
    return side.run();
  }

  /**
   * The files and run folders that were read so far, or could not be: nothing is written over them.
   */
  Collection<Path> files() {
    return files;
  }

  private List<Read> pair(List<String> names) {
    return names.stream()
        .map(name -> CompletableFuture.supplyAsync(() -> read(name)))
        .toList()
        .stream()
        .map(Inputs::joined)
        .toList();
  }

  private static Read joined(CompletableFuture<Read> side) {
    try {
      return side.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  private Read read(String name) {
    List<String> lines = new ArrayList<>();
    Sides sides = new Sides(standardInput, latencies, lines::add);
    try {
      return new Read(sides.read(name), sides.inputs(), lines, null);
    } catch (BadInput e) {
      return new Read(null, sides.inputs(), lines, e.getMessage());
    }
  }

  private void say(String line) {
    err.println("tare: " + BadInput.oneLine(line));
    err.flush();
  }
}
