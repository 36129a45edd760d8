package dev.tare.cli;

import dev.tare.compare.CompareOptions;
import dev.tare.fleet.Fleet;
import dev.tare.fleet.FleetMerge;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the runs of a fleet: only what judges a node is kept of each. */
final class FleetInputs {
  private final FleetMerge merge;
  private final List<Taken> taken = new ArrayList<>();
  private final Map<Integer, List<Taken>> byFigures = new HashMap<>();

  private FleetInputs(CompareOptions options) {
    merge = new FleetMerge(options);
  }

  /**
   * One run that was read.
   *
   * @param part null where it gave nothing
   * @param failed why, then
   */
  private record Taken(FleetSources.Source source, FleetMerge.Part part, String failed) {
    FleetNames.Claim claim() {
      Optional<String> told = part == null ? Optional.empty() : part.node();
      return new FleetNames.Claim(told, source.node(), source.whole());
    }
  }

  /**
   * Reads all that is named: run folders, files, folders of either, and patterns.
   *
   * @param inputs says what is left out
   */
  static Fleet read(List<String> sides, Inputs inputs, CompareOptions options) {
    FleetSources sources = new FleetSources();
    try {
      for (String side : sides) {
        sources.add(side);
      }
    } catch (BadInput e) {
      throw new UsageFailure(e.getMessage());
    } catch (InvalidPathException e) {
      throw new UsageFailure(e.getInput() + ": not a path: " + e.getReason());
    }
    FleetInputs all = new FleetInputs(options);
    sources.leftOut().forEach(all.merge::leaveOut);
    sources.notes().forEach(all.merge::note);
    all.take(sources.found(), inputs);
    all.checkFolders();
    all.name();
    return all.merge.fleet();
  }

  private void take(List<FleetSources.Source> sources, Inputs inputs) {
    Set<String> some = new HashSet<>();
    sources.stream().filter(one -> one.some() || one.isRun()).forEach(one -> some.add(one.path()));
    List<Inputs.Read<FleetMerge.Part>> read =
        inputs.read(
            sources.stream().map(FleetSources.Source::path).toList(), some::contains, merge::part);
    BadInput.lines(read.stream().flatMap(one -> one.damaged().stream()).toList())
        .forEach(merge::note);
    for (int i = 0; i < read.size(); i++) {
      FleetSources.Source source = sources.get(i);
      Taken one = new Taken(source, read.get(i).kept(), read.get(i).refused());
      if (one.part() == null && !source.isRun()) {
        merge.leaveOut(one.failed());
      } else if (one.part() == null || !isCopy(one)) {
        taken.add(one);
      }
    }
  }

  /** Tells whether the same was read before, by whatever way, and says so. */
  private boolean isCopy(Taken one) {
    List<Taken> alike = byFigures.computeIfAbsent(one.part().figures(), any -> new ArrayList<>());
    for (Taken other : alike) {
      if (one.part().isSame(other.part())) {
        String both = one.source().path() + ": the same figures as " + other.source().path();
        boolean node =
            one.part().node().isPresent() && one.claim().told().equals(other.claim().told());
        if (node || isSameContent(one.source(), other.source())) {
          merge.leaveOut(both + ", to the last digit");
          return true;
        }
        if (!one.part().series().isEmpty()) {
          merge.note(both + ", to the last digit, though it is taken for another node");
        }
        break;
      }
    }
    alike.add(one);
    return false;
  }

  /** Coarse figures of two nodes may be alike; files are not. */
  private static boolean isSameContent(FleetSources.Source one, FleetSources.Source other) {
    try {
      return Files.mismatch(content(one), content(other)) < 0;
    } catch (IOException e) {
      // One that is named as an environment of a run is no file.
      return false;
    }
  }

  private static Path content(FleetSources.Source one) {
    return one.isRun() ? one.whole().resolve(RunFolder.RUN) : one.whole();
  }

  /** Refuses a folder that may be one node's or several nodes'. */
  private void checkFolders() {
    Map<Path, Integer> untold = new HashMap<>();
    for (Taken one : taken) {
      if (one.source().folder().isPresent() && one.claim().told().isEmpty()) {
        FleetSources.NodeFolder folder = one.source().folder().get();
        if (untold.merge(folder.path(), 1, Integer::sum) > 1) {
          throw new UsageFailure(
              folder.path()
                  + ": several runs, and none tells its node; each is taken for a node by: fleet "
                  + String.join(" ", folder.globs()));
        }
      }
    }
  }

  private void name() {
    FleetNames names = new FleetNames(taken.stream().map(Taken::claim).toList());
    for (Taken one : taken) {
      if (one.part() == null) {
        merge.addFailed(names.ofFailed(one.claim()), one.failed());
      } else {
        merge.add(one.part(), names.of(one.claim()));
      }
    }
    if (!names.apart().isEmpty()) {
      merge.note(
          Fleet.some(names.apart())
              + ": of one name in several places, taken for different nodes; runs of one machine go"
              + " together where they tell node.name: TARE_NODE=NAME, and matrix --out DIR");
    }
  }
}
