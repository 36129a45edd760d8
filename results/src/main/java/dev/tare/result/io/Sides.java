package dev.tare.result.io;

import dev.tare.result.Facts;
import dev.tare.result.Nearest;
import dev.tare.result.Run;
import dev.tare.result.ScheduledTrial;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds what a side of a comparison names: a run folder, one environment of it ({@code RUN:bare}),
 * a file of JMH or of another tool, plain or gzipped, files or runs that match a pattern ({@code
 * a-*.json}, {@code runs/*:bare}: one side, their forks together), or {@code -} for standard input.
 */
public final class Sides {
  private final InputStream standardInput;
  private final Latencies latencies;
  private final Consumer<BadInput> damaged;
  private final Set<Path> inputs = new LinkedHashSet<>();

  /** Reads without latencies: they are no part of a comparison. */
  public Sides(InputStream standardInput) {
    this(standardInput, Latencies.CHECKED, line -> {});
  }

  /**
   * @param latencies what is done with those of a run folder
   * @param damaged is told of files of a run folder that are damaged or gone; the rest is read
   */
  public Sides(InputStream standardInput, Latencies latencies, Consumer<BadInput> damaged) {
    this.standardInput = standardInput;
    this.latencies = latencies;
    this.damaged = damaged;
  }

  /** The files, and the folders of runs, that were read. */
  public Set<Path> inputs() {
    return inputs;
  }

  public Run read(String side) throws BadInput {
    if (side.equals("-")) {
      String source = "standard input";
      return collected(source, ResultFile.read(standardInput, source));
    }
    try {
      return path(side);
    } catch (InvalidPathException e) {
      throw new BadInput(side, "not a path: " + e.getReason(), e);
    }
  }

  private Run path(String side) throws BadInput {
    Path path = Path.of(side);
    if (Files.isDirectory(path)) {
      return folder(path);
    }
    if (Files.exists(path)) {
      inputs.add(path);
      return collected(side, ResultFile.read(path));
    }
    Optional<Path> kept = kept(side);
    if (kept.isPresent()) {
      return run(kept.get(), Optional.empty());
    }
    for (int colon = side.indexOf(':'); colon > 0; colon = side.indexOf(':', colon + 1)) {
      Optional<Path> run = kept(side.substring(0, colon));
      if (run.isPresent()) {
        return run(run.get(), Optional.of(side.substring(colon + 1)));
      }
    }
    if (Files.isSymbolicLink(path)) {
      throw new BadInput(side, "a link to what is not there");
    }
    if (PathPattern.isOne(side)) {
      return pattern(side);
    }
    throw new BadInput(
        side, "no such file, run folder or environment of a run" + Nearest.asked(path));
  }

  /**
   * Returns the folder of a run.
   *
   * @param name the folder, or the run's id where runs are kept; empty where there is none
   */
  public static Optional<Path> kept(String name) {
    return Stream.of(Path.of(name), RunReader.RUNS.resolve(name))
        .filter(RunReader::isRun)
        .findFirst();
  }

  private Run folder(Path folder) throws BadInput {
    if (RunReader.isRun(folder)) {
      return run(folder, Optional.empty());
    }
    Path run = folder.toAbsolutePath().normalize().getParent();
    if (run != null && RunReader.isRun(run)) {
      return run(run, Optional.of(folder.toAbsolutePath().normalize().getFileName().toString()));
    }
    return collected(folder.toString(), ResultFile.read(folder));
  }

  private Run run(Path folder, Optional<String> environment) throws BadInput {
    inputs.add(folder);
    return RunReader.checked(folder, environment, latencies, damaged);
  }

  /** All that a pattern matches, as one side: the forks of what has one name are taken together. */
  private Run pattern(String side) throws BadInput {
    SeriesCollector collector = new SeriesCollector();
    SortedMap<String, String> failures = new TreeMap<>();
    SortedMap<String, Facts> environments = new TreeMap<>();
    List<ScheduledTrial> trials = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    List<String> all = PathPattern.matches(side);
    all.stream().map(Path::of).filter(Files::isRegularFile).forEach(inputs::add);
    for (String one : all) {
      Path path = Path.of(one);
      if (Files.isRegularFile(path)) {
        Results results = ResultFile.read(path);
        collector.add(results.series(), one);
        results.failures().forEach(failures::putIfAbsent);
        results.warnings().lines().forEach(line -> warnings.add(one + ": " + line));
        environments.putIfAbsent(Run.UNNAMED, Facts.of(Map.of()));
      } else {
        Run run = path(one);
        collector.add(run.series(), run.id());
        run.environments().forEach(environments::putIfAbsent);
        trials.addAll(run.schedule());
        run.warnings().forEach(line -> warnings.add(run.id() + ": " + line));
      }
    }
    warnings.addAll(collector.warnings());
    return Run.ofFile(side, collector.all(), warnings)
        .withFailures(failures)
        .in(environments, trials);
  }

  /** Returns that of one file, in which nothing should stand twice. */
  private static Run collected(String id, Results results) {
    SeriesCollector collector = new SeriesCollector();
    collector.add(results.series(), id);
    List<String> warnings = new ArrayList<>(results.warnings().lines());
    collector
        .repeated()
        .forEach(
            run ->
                warnings.add(run + " stands there more than once; its forks are taken together"));
    warnings.replaceAll(line -> id + ": " + line);
    warnings.addAll(collector.warnings());
    return Run.ofFile(id, collector.all(), warnings).withFailures(results.failures());
  }
}
