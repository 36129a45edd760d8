package dev.tare.result.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * A pattern of what are sides each: files ({@code a-*.json}), run folders ({@code runs/2026*}), or
 * an environment of those that have it ({@code runs/*:bare}).
 */
public final class PathPattern {
  private final String text;

  private PathPattern(String text) {
    this.text = text;
  }

  /** Tells whether a side that is no file is a pattern. */
  public static boolean isOne(String side) {
    return side.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /**
   * Returns all that it matches, sorted, each as a side is named; at least one.
   *
   * @throws BadInput where nothing does
   */
  public static List<String> matches(String pattern) throws BadInput {
    List<String> found = new PathPattern(pattern).found();
    for (int colon = pattern.indexOf(':'); found.isEmpty() && colon > 0; ) {
      String environment = pattern.substring(colon + 1);
      found =
          new PathPattern(pattern.substring(0, colon))
              .found().stream()
                  .filter(one -> RunReader.has(Path.of(one), environment))
                  .map(one -> one + ":" + environment)
                  .toList();
      colon = pattern.indexOf(':', colon + 1);
    }
    if (found.isEmpty()) {
      throw new BadInput(pattern, "matches no file and no run");
    }
    return found;
  }

  /** Returns what it matches; what links lead to once, under its first name. */
  private List<String> found() throws BadInput {
    Path path = Path.of(text);
    Path plain = path.getRoot() == null ? Path.of("") : path.getRoot();
    int depth = path.getNameCount();
    while (depth > 1 && !isOne(path.getName(path.getNameCount() - depth).toString())) {
      plain = plain.resolve(path.getName(path.getNameCount() - depth));
      depth--;
    }
    try (Stream<Path> all = Files.walk(plain, depth)) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + text);
      List<Path> matching =
          all.filter(one -> Files.isRegularFile(one) || RunReader.isRun(one))
              .filter(matcher::matches)
              .sorted()
              .toList();
      Map<Path, String> names = new LinkedHashMap<>();
      for (Path one : matching) {
        names.putIfAbsent(one.toRealPath(), one.toString());
      }
      return List.copyOf(names.values());
    } catch (IOException | UncheckedIOException | PatternSyntaxException e) {
      throw new BadInput(text, "no such folder or pattern", e);
    }
  }
}
