package dev.tare.result.io;

import dev.tare.result.Nearest;
import dev.tare.result.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Finds what a side of a comparison names: a run folder, one environment of it ({@code RUN:bare}),
 * a file of JMH or of another tool, plain or gzipped, files that match a pattern ({@code a-*.json}:
 * one side, their forks together), or {@code -} for standard input.
 */
public final class Sides {
  private final InputStream standardInput;
  private final boolean latencies;
  private final Consumer<String> damaged;
  private final Set<Path> inputs = new LinkedHashSet<>();

  /** Reads without latencies: they are no part of a comparison. */
  public Sides(InputStream standardInput) {
    this(standardInput, false, line -> {});
  }

  /**
   * @param latencies whether what a run folder keeps of latencies is read too
   * @param damaged is told of files of a run folder that are damaged or gone; the rest is read
   */
  public Sides(InputStream standardInput, boolean latencies, Consumer<String> damaged) {
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
    int colon = side.indexOf(':');
    while (colon > 0) {
      Path run = Path.of(side.substring(0, colon));
      if (RunReader.isRun(run)) {
        return run(run, Optional.of(side.substring(colon + 1)));
      }
      colon = side.indexOf(':', colon + 1);
    }
    if (isPattern(side)) {
      return pattern(side, path);
    }
    throw new BadInput(
        side, "no such file, run folder or environment of a run" + Nearest.asked(path));
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

  private Run pattern(String side, Path path) throws BadInput {
    Path plain = path.getRoot() == null ? Path.of("") : path.getRoot();
    int depth = path.getNameCount();
    while (depth > 1 && !isPattern(path.getName(path.getNameCount() - depth).toString())) {
      plain = plain.resolve(path.getName(path.getNameCount() - depth));
      depth--;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(plain, depth)) {
      PathMatcher matcher = plain.getFileSystem().getPathMatcher("glob:" + side);
      files = all.filter(Files::isRegularFile).filter(matcher::matches).sorted().toList();
    } catch (IOException | UncheckedIOException | PatternSyntaxException e) {
      throw new BadInput(side, "no such folder or pattern", e);
    }
    if (files.isEmpty()) {
      throw new BadInput(side, "matches no file");
    }
    SeriesCollector collector = new SeriesCollector();
    SortedMap<String, String> failures = new TreeMap<>();
    inputs.addAll(files);
    for (Path file : files) {
      Results results = ResultFile.read(file);
      results.series().forEach(collector::add);
      results.failures().forEach(failures::putIfAbsent);
    }
    return Run.ofFile(side, collector.all(), List.of()).withFailures(failures);
  }

  private static boolean isPattern(String name) {
    return name.matches(".*[*?\\[{].*");
  }

  /** Returns that of one file, in which nothing should stand twice. */
  private static Run collected(String id, Results results) {
    SeriesCollector collector = new SeriesCollector();
    results.series().forEach(collector::add);
    List<String> twice =
        collector.repeated().stream()
            .map(
                run ->
                    id + ": " + run + " stands there more than once; its forks are taken together")
            .toList();
    return Run.ofFile(id, collector.all(), twice).withFailures(results.failures());
  }
}
