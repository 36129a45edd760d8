package dev.tare.cli;

import dev.tare.result.Run;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.Latencies;
import dev.tare.result.io.Sides;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads the results that a verb is given, and says of run folders what is damaged in them. */
final class Inputs {
  private static final String STANDARD_INPUT = "-";
  private static final int MOST_NAMED = 2;

  private final InputStream standardInput;
  private final Latencies latencies;
  private final PrintWriter err;
  private final Set<Path> files = new LinkedHashSet<>();
  private final Set<String> damaged = new LinkedHashSet<>();
  private final Set<String> said = new HashSet<>();
  private final Set<Path> shared = new LinkedHashSet<>();

  /**
   * @param latencies what is done with those that run folders keep
   * @param err gets a line for what is wrong with files of run folders, however many have it
   */
  Inputs(InputStream standardInput, Latencies latencies, PrintWriter err) {
    this.standardInput = standardInput;
    this.latencies = latencies;
    this.err = err;
  }

  /**
   * One side as it was read.
   *
   * @param kept what is kept of it; null where it is refused
   * @param damaged what of it is damaged or gone
   * @param refused why; null where it is not
   */
  record Read<T>(String name, T kept, Set<Path> files, List<BadInput> damaged, BadInput refused) {}

  /** Reads them; each of the first that cannot be read is named, once. */
  List<Run> read(List<String> names) {
    List<Read<Run>> all = read(names, name -> false, run -> run);
    Set<Path> before = new HashSet<>();
    for (Read<Run> side : all) {
      side.files().stream()
          .filter(file -> Files.isRegularFile(file) && !before.add(real(file)))
          .forEach(shared::add);
    }
    return all.stream().map(Read::kept).toList();
  }

  /** Returns the files that more than one side has; a run may have several sides. */
  Collection<Path> shared() {
    return shared;
  }

  /** Returns where it lies in the end, whatever links lead there; itself where nothing is there. */
  static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath();
    }
  }

  /**
   * Reads them, as many at a time as there are CPUs, and lets go of each once there is what is kept
   * of it.
   *
   * @param optional whether what cannot be read is named, and absent, or refused
   * @param kept what is made of a run; several may be at it
   */
  <T> List<Read<T>> read(List<String> names, Predicate<String> optional, Function<Run, T> kept) {
    if (Collections.frequency(names, STANDARD_INPUT) > 1) {
      throw new UsageFailure("-: standard input can be one side only");
    }
    List<Read<T>> all = names.parallelStream().map(name -> read(name, kept)).toList();
    all.forEach(side -> files.addAll(side.files()));
    List<String> refused =
        all.stream()
            .filter(side -> side.refused() != null && !optional.test(side.name()))
            .map(side -> side.refused().getMessage())
            .distinct()
            .limit(MOST_NAMED)
            .toList();
    if (!refused.isEmpty()) {
      throw new UsageFailure(String.join("; ", refused));
    }
    List<BadInput> leftOut = all.stream().map(Read::refused).filter(Objects::nonNull).toList();
    BadInput.lines(leftOut).forEach(line -> say("left out: " + line));
    List<BadInput> fresh =
        all.stream()
            .flatMap(side -> side.damaged().stream())
            .filter(one -> damaged.add(one.getMessage()))
            .toList();
    BadInput.lines(fresh).forEach(this::say);
    return all;
  }

  /**
   * The files and run folders that were read so far, or could not be: nothing is written over them.
   */
  Collection<Path> files() {
    return files;
  }

  private <T> Read<T> read(String name, Function<Run, T> kept) {
    List<BadInput> lines = new ArrayList<>();
    Sides sides = new Sides(standardInput, latencies, lines::add);
    try {
      return new Read<>(name, kept.apply(sides.read(name)), sides.inputs(), lines, null);
    } catch (BadInput e) {
      return new Read<>(name, null, sides.inputs(), lines, e);
    }
  }

  /** Says what was not said before. */
  void say(String line) {
    String one = BadInput.oneLine(line);
    if (said.add(one)) {
      err.println("tare: " + one);
      err.flush();
    }
  }
}
