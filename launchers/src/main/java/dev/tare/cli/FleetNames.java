package dev.tare.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Names the nodes of runs that do not tell theirs. A file's name is no proof of a machine: what has
 * the same in two places is two nodes, each with as much of its path as tells it apart.
 */
final class FleetNames {
  private final Map<String, Places> places = new LinkedHashMap<>();
  private final Set<String> told = new TreeSet<>();

  /** Holds those that are told apart only by where they lie. */
  final List<String> apart = new ArrayList<>();

  /**
   * One run.
   *
   * @param told its node, where it says so
   * @param label its file or folder otherwise
   * @param path of it, absolute
   */
  record Claim(Optional<String> told, String label, Path path) {}

  /** Holds where files of one name lie: how many names their paths begin and end with alike. */
  private static final class Places {
    private final Path first;
    private int count;
    private int shortest = Integer.MAX_VALUE;
    private int before = Integer.MAX_VALUE;
    private int behind = Integer.MAX_VALUE;

    Places(Path first) {
      this.first = first;
    }

    void add(Path path) {
      count++;
      shortest = Math.min(shortest, path.getNameCount());
      int most = Math.min(path.getNameCount(), first.getNameCount());
      before = Math.min(before, alike(most, i -> path.getName(i).equals(first.getName(i))));
      behind = Math.min(behind, alike(most, i -> last(path, i).equals(last(first, i))));
    }

    private static int alike(int most, IntPredicate at) {
      return IntStream.range(0, most).filter(i -> !at.test(i)).findFirst().orElse(most);
    }

    private static Path last(Path path, int i) {
      return path.getName(path.getNameCount() - 1 - i);
    }

    /** Returns what of a path no other of them has there; empty where that is nothing. */
    String own(Path path) {
      if (count == 1) {
        return String.valueOf(path.getParent().getFileName());
      }
      int end = path.getNameCount() - Math.min(behind, shortest - before);
      return before < end ? path.subpath(before, end).toString() : "";
    }
  }

  /** Takes all of them: only together they say what tells them apart. */
  FleetNames(List<Claim> claims) {
    for (Claim claim : claims) {
      claim.told().ifPresent(told::add);
      if (claim.told().isEmpty()) {
        places.computeIfAbsent(claim.label(), any -> new Places(claim.path())).add(claim.path());
      }
    }
  }

  String of(Claim claim) {
    return claim.told().orElseGet(() -> untold(claim));
  }

  /** Returns the same of a run that gave nothing: its node may have told its name in others. */
  String ofFailed(Claim claim) {
    boolean label = claim.told().isEmpty() && told.contains(claim.label());
    return label ? claim.label() : of(claim);
  }

  private String untold(Claim claim) {
    Places same = places.get(claim.label());
    if (same.count == 1 && !told.contains(claim.label())) {
      return claim.label();
    }
    String own = same.own(claim.path());
    if (own.isEmpty()) {
      return claim.label();
    }
    if (places.size() == 1 && told.isEmpty()) {
      return own;
    }
    String name = same.behind == 0 ? own : own + "/" + claim.label();
    apart.add(name);
    return name;
  }
}
