package dev.tare.cli;

import dev.tare.result.Run;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.PathPattern;
import dev.tare.result.io.RunReader;
import dev.tare.result.io.Sides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds runs in folders, and brings them into the order of time. */
final class RunOrder {
  private static final Pattern RESULT = Pattern.compile("\\.json(\\.gz)?\\z");
  private static final Pattern HASH = Pattern.compile("(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])");

  private RunOrder() {}

  enum By {
    date,
    name,
    revision
  }

  /** A run under the name that it has in a history. */
  record Named(String name, Instant date, Run run) {}

  /**
   * Reads the runs that are named: by themselves, by the folder that they are in or by a pattern;
   * what is named twice is one run, also by a link, which goes by its own name only where nothing
   * else does.
   *
   * @param inputs says what is left out: what in a folder cannot be read, and what measured nothing
   */
  static List<Named> found(List<String> sides, Inputs inputs) throws IOException {
    Map<Path, String> names = new LinkedHashMap<>();
    Set<Path> besideOthers = new HashSet<>();
    for (String side : sides) {
      boolean many = Files.isDirectory(Path.of(side)) && !RunReader.isRun(Path.of(side));
      for (String name : many ? inside(Path.of(side)) : named(side)) {
        Path place = Inputs.real(whole(name));
        if (many && !names.containsKey(place)) {
          besideOthers.add(place);
        }
        names.merge(place, name, (first, next) -> isLink(first) ? next : first);
      }
    }
    List<String> distinct = List.copyOf(names.values());
    List<Named> runs = new ArrayList<>();
    for (Inputs.Read<Run> one :
        inputs.read(
            distinct, name -> besideOthers.contains(Inputs.real(whole(name))), run -> run)) {
      if (one.kept() != null && one.kept().series().isEmpty()) {
        inputs.say("left out: " + one.name() + ": measured nothing" + why(one.kept()));
      } else if (one.kept() != null) {
        runs.add(named(one.name(), one.kept()));
      }
    }
    return runs;
  }

  private static String why(Run run) {
    return run.warnings().isEmpty() ? "" : ": " + String.join("; ", run.warnings());
  }

  private static boolean isLink(String name) {
    return Files.isSymbolicLink(whole(name));
  }

  static List<String> named(String side) throws BadInput {
    boolean pattern = PathPattern.isOne(side) && !Files.exists(Path.of(side));
    return pattern ? PathPattern.matches(side) : List.of(side);
  }

  private static Named named(String name, Run run) throws IOException {
    Instant date =
        run.started().isPresent()
            ? run.started().get()
            : Files.getLastModifiedTime(Path.of(name)).toInstant();
    return new Named(whole(name).getFileName().toString(), date, run);
  }

  /** Returns where a run lies, whichever way it was named. */
  static Path whole(String name) {
    return Sides.kept(name).orElse(Path.of(name)).toAbsolutePath().normalize();
  }

  /** Tells whether something in a folder is a run, or is called as results are. */
  static boolean isResult(Path one) {
    return RunReader.isRun(one) || RESULT.matcher(one.getFileName().toString()).find();
  }

  static String plain(String name) {
    return RESULT.matcher(name).replaceFirst("");
  }

  static List<String> inside(Path folder) throws BadInput {
    List<String> found;
    try (Stream<Path> inside = Files.list(folder)) {
      found = inside.filter(RunOrder::isResult).map(Path::toString).sorted().toList();
    } catch (IOException e) {
      throw new BadInput(folder.toString(), "cannot be listed", e);
    }
    if (found.isEmpty()) {
      throw new BadInput(folder.toString(), "a folder with neither runs nor results in it");
    }
    return found;
  }

  static List<Named> of(List<Named> found, By by, Path repository) throws IOException {
    return switch (by) {
      case date -> found.stream().sorted(Comparator.comparing(Named::date)).toList();
      case name -> found.stream().sorted(Comparator.comparing(Named::name)).toList();
      case revision -> byRevision(found, repository);
    };
  }

  /** Returns each named by its commit; from the oldest commit to the newest. */
  private static List<Named> byRevision(List<Named> runs, Path repository) throws IOException {
    List<Git.Commit> commits = Git.commits(repository);
    SortedMap<Integer, List<Named>> ordered = new TreeMap<>();
    for (Named run : runs) {
      int at = indexOf(commits, run.name());
      Git.Commit commit = commits.get(at);
      String name = commit.hash().substring(0, 9) + " " + commit.subject();
      ordered
          .computeIfAbsent(at, any -> new ArrayList<>())
          .add(new Named(name, run.date(), run.run()));
    }
    return ordered.values().stream().flatMap(List::stream).toList();
  }

  private static int indexOf(List<Git.Commit> commits, String name) {
    Matcher hash = HASH.matcher(name);
    if (hash.find()) {
      for (int i = 0; i < commits.size(); i++) {
        if (commits.get(i).hash().startsWith(hash.group())) {
          return i;
        }
      }
    }
    throw new UsageFailure(
        "--by revision: " + name + ": no hash of a commit of this repository is in it");
  }
}
