package dev.tare.cli;

import dev.tare.compare.CompareOptions;
import dev.tare.fleet.Fleet;
import dev.tare.fleet.FleetMerge;
import dev.tare.result.io.BadInput;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
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
  private final List<BadInput> leftOut = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int unread;
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
  private record Taken(FleetSources.Source source, FleetMerge.Part part, BadInput failed) {
    Optional<String> told() {
      return part == null ? Optional.empty() : part.node();
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
    all.leftOut.addAll(sources.leftOut());
    all.leftOut.addAll(sources.unread);
    all.unread = sources.unread.size();
    all.notes.addAll(sources.notes);
    all.take(sources.found, inputs);
    all.checkFolders();
    all.merge.leaveOut(all.leftOut.size(), all.unread);
    BadInput.lines(all.leftOut).forEach(line -> all.merge.note("left out: " + line));
    all.notes.forEach(all.merge::note);
    all.name();
    return all.merge.fleet();
  }

  /** Takes what can be read; only the one that is all there is has to be, and what is not there. */
  private void take(List<FleetSources.Source> sources, Inputs inputs) {
    boolean several = sources.size() + leftOut.size() > 1;
    // A link to what is gone is there, too.
    List<Inputs.Read<FleetMerge.Part>> read =
        inputs.read(
            sources.stream().map(FleetSources.Source::path).toList(),
            name -> several && Files.exists(RunOrder.whole(name), LinkOption.NOFOLLOW_LINKS),
            merge::part);
    notes.addAll(BadInput.lines(read.stream().flatMap(one -> one.damaged().stream()).toList()));
    for (int i = 0; i < read.size(); i++) {
      FleetSources.Source source = sources.get(i);
      Taken one = new Taken(source, read.get(i).kept(), read.get(i).refused());
      if (one.part() == null && !source.isRun()) {
        leftOut.add(one.failed());
        unread++;
      } else if (one.part() == null || !isCopy(one)) {
        taken.add(one);
      }
    }
  }

  /** Tells whether the same was read before, by whatever way, and says so. */
  private boolean isCopy(Taken one) {
    List<Taken> alike = byFigures.computeIfAbsent(one.part().figures(), any -> new ArrayList<>());
    Optional<Taken> another = Optional.empty();
    for (Taken other : alike) {
      if (one.part().isSame(other.part())) {
        if (isOneRun(one.part(), other.part()) || isSameContent(one.source(), other.source())) {
          leftOut.add(new BadInput(one.source().path(), sameAs(other)));
          return true;
        }
        if (one.part().series().isEmpty()) {
          // Of very many that measured nothing each would be held against each.
          break;
        }
        boolean node = one.told().isPresent() && one.told().equals(other.told());
        another = another.isPresent() || node ? another : Optional.of(other);
      }
    }
    another.ifPresent(
        other ->
            notes.add(
                "%s: %s, though it is taken for another node"
                    .formatted(one.source().path(), sameAs(other))));
    alike.add(one);
    return false;
  }

  private static String sameAs(Taken other) {
    return "the same figures as " + other.source().path() + ", to the last digit";
  }

  /** Tells whether they say that they ran on one node, and neither that it was at another time. */
  private static boolean isOneRun(FleetMerge.Part one, FleetMerge.Part other) {
    return one.node().isPresent()
        && one.node().equals(other.node())
        && (one.started().isEmpty()
            || other.started().isEmpty()
            || one.started().equals(other.started()));
  }

  /** Coarse figures of two nodes may be alike; files are not, but for one that is packed beside. */
  private static boolean isSameContent(FleetSources.Source one, FleetSources.Source other) {
    try {
      return unpacked(one).equals(unpacked(other))
          || Files.mismatch(content(one), content(other)) < 0;
    } catch (IOException e) {
      // One that is named as an environment of a run is no file.
      return false;
    }
  }

  private static String unpacked(FleetSources.Source one) {
    return one.whole().toString().replaceFirst("\\.gz$", "");
  }

  private static Path content(FleetSources.Source one) {
    return one.isRun() ? one.whole().resolve(RunFolder.RUN) : one.whole();
  }

  /** Refuses a folder that may be one node's or several nodes'. */
  private void checkFolders() {
    Map<Path, Integer> untold = new HashMap<>();
    for (Taken one : taken) {
      if (one.source().folder().isPresent() && one.told().isEmpty()) {
        FleetSources.NodeFolder folder = one.source().folder().get();
        if (untold.merge(folder.path(), 1, Integer::sum) > 1) {
          throw new UsageFailure(
              folder.path()
                  + ": several runs that do not tell their node; each is taken for a node by the"
                  + " pattern "
                  + String.join(" ", folder.globs()));
        }
      }
    }
  }

  private void name() {
    Map<Path, Set<String>> told = new HashMap<>();
    for (Taken one : taken) {
      one.source()
          .folder()
          .ifPresent(
              folder ->
                  told.computeIfAbsent(folder.path(), any -> new HashSet<>())
                      .addAll(one.told().stream().toList()));
    }
    List<FleetNames.Claim> claims = taken.stream().map(one -> claim(one, told)).toList();
    FleetNames names = new FleetNames(claims);
    for (int i = 0; i < claims.size(); i++) {
      Taken one = taken.get(i);
      if (one.part() == null) {
        merge.addFailed(names.ofFailed(claims.get(i)), one.failed().getMessage());
      } else {
        merge.add(one.part(), names.of(claims.get(i)));
      }
    }
    if (!names.apart.isEmpty()) {
      merge.note(
          Fleet.some(names.apart)
              + ": of one name in several places, taken for different nodes; runs of one machine go"
              + " together where they tell node.name: TARE_NODE=NAME, and matrix --out DIR");
    }
  }

  /**
   * Returns by what a run's node goes.
   *
   * @param told by folder of a node, what runs in it tell: if one name, it is that of all of them
   */
  private static FleetNames.Claim claim(Taken one, Map<Path, Set<String>> told) {
    Optional<String> beside =
        one.source()
            .folder()
            .map(folder -> told.get(folder.path()))
            .filter(names -> names.size() == 1)
            .map(names -> names.iterator().next());
    return new FleetNames.Claim(
        one.told().or(() -> beside), one.source().node(), one.source().whole());
  }
}
