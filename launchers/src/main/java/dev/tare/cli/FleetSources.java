package dev.tare.cli;

import dev.tare.fleet.Fleet;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds what the nodes of a fleet left, and keeps what of it is no result. */
final class FleetSources {
  private final List<Source> found = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();

  /**
   * One run.
   *
   * @param path as it is named
   * @param node what its node is called where it does not tell it
   * @param folder of its node, which is all that tells it; absent where it is named by itself
   * @param some whether it is left out where it cannot be read, as what lies in a folder, or
   *     refused
   */
  record Source(String path, String node, Optional<NodeFolder> folder, boolean some) {
    Path whole() {
      return RunOrder.whole(path);
    }

    boolean isRun() {
      return RunReader.isRun(whole());
    }
  }

  /**
   * A folder that is one node's, in a folder of such.
   *
   * @param globs the patterns that name all that lies in any of them
   */
  record NodeFolder(Path path, Set<String> globs) {}

  List<Source> found() {
    return found;
  }

  /** Returns what is no part of the fleet, and why. */
  List<String> leftOut() {
    return leftOut;
  }

  /** Returns what was not looked at. */
  List<String> notes() {
    return notes;
  }

  /** Adds a run folder, a file, a folder of either, a folder of a folder a node, or a pattern. */
  void add(String side) throws BadInput {
    Path path = Path.of(side);
    if (Files.isDirectory(path) && !RunReader.isRun(path)) {
      folder(path);
      return;
    }
    for (String one : RunOrder.named(side)) {
      add(new Source(one, name(Path.of(one)), Optional.empty(), false));
    }
  }

  private void add(Source one) {
    if (seen.add(one.whole())) {
      found.add(one);
    }
  }

  private void folder(Path folder) throws BadInput {
    List<Path> inside = list(folder);
    List<Path> results = inside.stream().filter(RunOrder::isResult).toList();
    List<Path> others = inside.stream().filter(one -> !RunOrder.isResult(one)).toList();
    List<Path> folders = others.stream().filter(Files::isDirectory).toList();
    List<Path> foreign = new ArrayList<>(others);
    foreign.removeAll(folders);
    int before = found.size();
    if (results.isEmpty()) {
      ofNodes(folder, folders, foreign);
      if (found.size() == before) {
        throw new BadInput(folder.toString(), "a folder with neither runs nor results in it");
      }
    }
    // One run folder in a folder is its node's.
    boolean only = results.size() == 1 && RunReader.isRun(results.get(0));
    for (Path one : results) {
      add(new Source(one.toString(), name(only ? folder : one), Optional.empty(), true));
    }
    if (!results.isEmpty()) {
      folders.forEach(
          one -> leftOut.add(one + ": a folder beside results; name it to have it read"));
    }
    if (!foreign.isEmpty()) {
      List<String> names = foreign.stream().map(one -> folder.relativize(one).toString()).toList();
      notes.add(folder + ": not read: " + Fleet.some(names) + "; results end in .json or .json.gz");
    }
  }

  /** Takes a folder in which there is a folder for each node, and what it left somewhere below. */
  private void ofNodes(Path all, List<Path> folders, List<Path> foreign) throws BadInput {
    Set<String> globs = new TreeSet<>();
    Set<Path> walked = new HashSet<>();
    for (Path one : folders) {
      List<Path> results = new ArrayList<>();
      below(one, results, foreign, walked);
      if (results.isEmpty()) {
        leftOut.add(one + ": neither a run nor results in it");
      }
      for (Path result : results) {
        String last = result.getFileName().toString();
        String end = RunReader.isRun(result) ? "" : last.substring(RunOrder.plain(last).length());
        int between = all.relativize(result).getNameCount() - 1;
        globs.add("'" + all.resolve("*/".repeat(between) + "*") + end + "'");
        NodeFolder node = new NodeFolder(one, globs);
        add(new Source(result.toString(), name(one), Optional.of(node), true));
      }
    }
  }

  /**
   * Collects what lies below a folder, runs not looked into.
   *
   * @param walked where it has been: links may lead back
   */
  private static void below(Path folder, List<Path> results, List<Path> foreign, Set<Path> walked)
      throws BadInput {
    try {
      if (!walked.add(folder.toRealPath())) {
        return;
      }
    } catch (IOException e) {
      throw new BadInput(folder.toString(), BadInput.why(e), e);
    }
    for (Path one : list(folder)) {
      if (RunOrder.isResult(one)) {
        results.add(one);
      } else if (Files.isDirectory(one)) {
        below(one, results, foreign, walked);
      } else {
        foreign.add(one);
      }
    }
  }

  private static List<Path> list(Path folder) throws BadInput {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.sorted().toList();
    } catch (IOException e) {
      throw new BadInput(folder.toString(), "cannot be listed: " + BadInput.why(e), e);
    }
  }

  private static String name(Path path) {
    Path last = RunOrder.whole(path.toString()).getFileName();
    return last == null ? path.toString() : RunOrder.plain(last.toString());
  }
}
