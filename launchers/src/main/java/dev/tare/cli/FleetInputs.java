package dev.tare.cli;

import dev.tare.compare.CompareOptions;
import dev.tare.fleet.Fleet;
import dev.tare.fleet.FleetMerge;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the runs of a fleet: only what judges a node is kept of each. */
final class FleetInputs {
  private static final String RESULTS = "\\.json(\\.gz)?$";

  private final Inputs inputs;
  private final FleetMerge merge;
  private final Set<Path> seen = new HashSet<>();

  private FleetInputs(Inputs inputs, CompareOptions options) {
    this.inputs = inputs;
    merge = new FleetMerge(options);
  }

  /** One run, and what its node is called where it does not tell it. */
  private record Named(String path, String node) {}

  /**
   * Reads all that is named: run folders, files, folders of either, and patterns.
   *
   * @param inputs says what is left out
   */
  static Fleet read(List<String> sides, Inputs inputs, CompareOptions options) {
    FleetInputs all = new FleetInputs(inputs, options);
    List<Named> files = new ArrayList<>();
    try {
      for (String side : sides) {
        Path path = Path.of(side);
        if (Files.isDirectory(path) && !RunReader.isRun(path)) {
          all.folder(path);
        } else {
          RunOrder.named(side).forEach(one -> files.add(new Named(one, name(Path.of(one)))));
        }
      }
    } catch (BadInput e) {
      throw new UsageFailure(e.getMessage());
    } catch (InvalidPathException e) {
      throw new UsageFailure(e.getInput() + ": not a path: " + e.getReason());
    }
    all.add(told(files), false);
    return all.merge.fleet();
  }

  /** A folder with one run folder in it is its node's, else it holds what each node left. */
  private void folder(Path folder) throws BadInput {
    List<String> inside = RunOrder.inside(folder);
    List<Named> runs =
        inside.size() == 1 && isRun(inside.get(0))
            ? List.of(new Named(inside.get(0), name(folder)))
            : inside.stream().map(one -> new Named(one, name(Path.of(one)))).toList();
    add(runs, true);
  }

  /** Files that are all called the same go by the folder that they are in. */
  private static List<Named> told(List<Named> files) {
    if (files.stream().map(one -> RunOrder.whole(one.path())).distinct().count() < 2
        || files.stream().map(Named::node).distinct().count() > 1) {
      return files;
    }
    return files.stream()
        .map(one -> new Named(one.path(), name(RunOrder.whole(one.path()).getParent())))
        .toList();
  }

  private static String name(Path path) {
    Path last = RunOrder.whole(path.toString()).getFileName();
    return last == null ? path.toString() : last.toString().replaceFirst(RESULTS, "");
  }

  /**
   * @param some whether what is no result is said and left out, as in a folder, or refused
   */
  private void add(List<Named> runs, boolean some) {
    List<Named> fresh = runs.stream().filter(one -> seen.add(RunOrder.whole(one.path()))).toList();
    List<Optional<FleetMerge.Part>> read =
        inputs.read(
            fresh.stream().map(Named::path).toList(), path -> some || isRun(path), merge::part);
    for (int i = 0; i < read.size(); i++) {
      Named one = fresh.get(i);
      if (read.get(i).isPresent()) {
        merge.add(read.get(i).get(), one.node());
      } else if (isRun(one.path())) {
        merge.addFailed(one.node(), "its run gave no results");
      }
    }
  }

  private static boolean isRun(String path) {
    return RunReader.isRun(RunOrder.whole(path));
  }
}
