package dev.tare.cli;

import dev.tare.experiment.fleet.FleetFolder;
import dev.tare.experiment.fleet.FleetPlan;
import dev.tare.fleet.Fleet;
import dev.tare.result.ShellWord;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunFolder;
import dev.tare.result.io.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what the nodes of a fleet left, and keeps what of it is no result. */
final class FleetSources {
  final List<Source> found = new ArrayList<>();
  private final List<BadInput> none = new ArrayList<>();

  /** Folders that cannot be looked into, and why. */
  final List<BadInput> unread = new ArrayList<>();

  private final Set<Path> beside = new LinkedHashSet<>();
  final List<String> notes = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();

  /**
   * One run.
   *
   * @param path as it is named
   * @param node what its node is called where it does not tell it
   * @param folder of its node, which is all that tells it; absent where it is named by itself
   */
  record Source(String path, String node, Optional<NodeFolder> folder) {
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

  /** Counts what is no result, and names the first of it. */
  private static final class Strays {
    private final List<String> first = new ArrayList<>();
    private int count;

    void add(Path one) {
      if (count++ < Fleet.MOST_NAMED) {
        first.add(one.toString());
      }
    }

    void noteIn(String where, List<String> notes) {
      if (count > 0) {
        String names = Fleet.some(first, count);
        notes.add(where + ": not read: " + names + "; results end in .json or .json.gz");
      }
    }
  }

  List<BadInput> leftOut() {
    List<BadInput> all = new ArrayList<>(none);
    beside.stream()
        .filter(one -> seen.stream().noneMatch(named -> named.startsWith(whole(one))))
        .map(
            one -> new BadInput(one.toString(), "a folder beside results; name it to have it read"))
        .forEach(all::add);
    return all;
  }

  /**
   * Adds a run folder, a file, a folder of either, a folder of a folder a node, or a pattern. Of a
   * fleet's own run are added those of its nodes.
   */
  void add(String side) throws BadInput {
    Path path = Path.of(side);
    Path nodes = FleetFolder.nodes(path);
    if (RunReader.isRun(path) && Files.isDirectory(nodes)) {
      missing(path, nodes).forEach(unread::add);
      add(nodes.toString());
      return;
    }
    if (Files.isDirectory(path) && !RunReader.isRun(path)) {
      if (seen.add(whole(path))) {
        folder(path);
      }
      return;
    }
    List<String> named = RunOrder.named(side);
    boolean results = named.stream().anyMatch(one -> RunOrder.isResult(RunOrder.whole(one)));
    Strays strays = new Strays();
    for (String one : named) {
      if (named.size() > 1 && results && !RunOrder.isResult(RunOrder.whole(one))) {
        strays.add(Path.of(one));
      } else {
        add(new Source(one, name(Path.of(one)), Optional.empty()));
      }
    }
    strays.noteIn(side, notes);
  }

  /** Names the nodes of a fleet's run from which nothing came back. */
  private static List<BadInput> missing(Path run, Path nodes) throws BadInput {
    try {
      return FleetPlan.of(RunFolder.open(run).document()).nodes().stream()
          .map(nodes::resolve)
          .filter(node -> !Files.exists(node))
          .map(
              node ->
                  new BadInput(
                      node.toString(), "nothing came back from this node; fleet --resume goes on"))
          .toList();
    } catch (BadInput e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw new BadInput(run.toString(), String.valueOf(e.getMessage()), e);
    }
  }

  private void add(Source one) {
    if (seen.add(one.whole())) {
      found.add(one);
    }
  }

  private void folder(Path folder) throws BadInput {
    List<Path> results = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    Strays strays = new Strays();
    for (Path one : list(folder)) {
      if (RunOrder.isResult(one)) {
        results.add(one);
      } else if (Files.isDirectory(one)) {
        folders.add(one);
      } else {
        strays.add(folder.relativize(one));
      }
    }
    if (results.isEmpty() && !ofNodes(folder, folders, strays)) {
      throw new BadInput(folder.toString(), "a folder with neither runs nor results in it");
    }
    // One run folder in a folder is its node's.
    boolean only = results.size() == 1 && RunReader.isRun(results.get(0));
    for (Path one : results) {
      add(new Source(one.toString(), name(only ? folder : one), Optional.empty()));
    }
    if (!results.isEmpty()) {
      beside.addAll(folders);
    }
    strays.noteIn(folder.toString(), notes);
  }

  /**
   * Takes a folder in which there is a folder for each node, and what it left somewhere below.
   *
   * @return whether any left something, be it read or not
   */
  private boolean ofNodes(Path all, List<Path> folders, Strays strays) {
    boolean any = false;
    Set<String> globs = new TreeSet<>();
    Set<Path> walked = new HashSet<>();
    for (Path one : folders) {
      List<Path> results = new ArrayList<>();
      int closed = unread.size();
      boolean isNew = below(all, one, results, strays, walked);
      boolean some = !results.isEmpty() || unread.size() > closed;
      any |= some;
      if (isNew && !some) {
        none.add(new BadInput(one.toString(), "neither a run nor results in it"));
      }
      for (Path result : results) {
        String last = result.getFileName().toString();
        String end = RunReader.isRun(result) ? "" : last.substring(RunOrder.plain(last).length());
        int between = all.relativize(result).getNameCount() - 1;
        globs.add(ShellWord.quoted(all.resolve("*/".repeat(between) + "*") + end));
        NodeFolder node = new NodeFolder(one, globs);
        add(new Source(result.toString(), name(one), Optional.of(node)));
      }
    }
    return any;
  }

  /**
   * Collects what lies below a folder, runs not looked into.
   *
   * @param walked where it has been: links may lead back, or to another of the folders
   * @return whether it was not there before
   */
  private boolean below(
      Path all, Path folder, List<Path> results, Strays strays, Set<Path> walked) {
    List<Path> inside;
    try {
      if (!walked.add(folder.toRealPath())) {
        return false;
      }
      inside = list(folder);
    } catch (BadInput e) {
      unread.add(e);
      return true;
    } catch (IOException e) {
      unread.add(new BadInput(folder.toString(), BadInput.why(e), e));
      return true;
    }
    for (Path one : inside) {
      if (RunOrder.isResult(one)) {
        results.add(one);
      } else if (Files.isDirectory(one)) {
        below(all, one, results, strays, walked);
      } else {
        strays.add(all.relativize(one));
      }
    }
    return true;
  }

  /** Lists a folder, links last: what they lead to goes by its own name. */
  private static List<Path> list(Path folder) throws BadInput {
    try (Stream<Path> inside = Files.list(folder)) {
      Map<Boolean, List<Path>> byLink =
          inside.sorted().collect(Collectors.partitioningBy(Files::isSymbolicLink));
      return Stream.concat(byLink.get(false).stream(), byLink.get(true).stream()).toList();
    } catch (IOException e) {
      throw new BadInput(folder.toString(), "cannot be listed: " + BadInput.why(e), e);
    }
  }

  private static Path whole(Path folder) {
    return folder.toAbsolutePath().normalize();
  }

  private static String name(Path path) {
    Path last = RunOrder.whole(path.toString()).getFileName();
    return last == null ? path.toString() : RunOrder.plain(last.toString());
  }
}
