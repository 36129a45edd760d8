package dev.tare.report;

import dev.tare.result.SeriesKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes benchmarks' names as short as those beside them allow. */
final class ShortNames {
  /** Matches names of Java: packages, the last of which is the subject, class and method. */
  private static final Pattern JAVA =
      Pattern.compile(
          "(?:(?:[^\\s./]+\\.)*(?<subject>[^\\s./]+)\\.)?(?<tail>[^\\s./]+\\.[^\\s./]+)");

  /** Matches names of Go: a path, which begins with a domain, and the package with the function. */
  private static final Pattern GO =
      Pattern.compile("\\S+/(?<tail>(?<subject>[^/\\s]+)\\.[\\p{L}_]\\w*(?:/\\S*)?)");

  private final Map<String, Set<String>> full = new HashMap<>();
  private final Map<String, Set<String>> modes = new HashMap<>();
  private final Map<String, Set<SeriesKey>> runs = new HashMap<>();

  ShortNames(Collection<SeriesKey> keys) {
    for (SeriesKey key : keys) {
      full.computeIfAbsent(tail(key), any -> new HashSet<>()).add(key.benchmark());
      SeriesKey plain = key.withEnvironment(Optional.empty()).withMetric(SeriesKey.PRIMARY);
      runs.computeIfAbsent(key.benchmark(), any -> new HashSet<>()).add(plain);
      if (key.isPrimary()) {
        modes.computeIfAbsent(key.benchmark(), any -> new HashSet<>()).add(key.mode().label());
      }
    }
  }

  /** Class, method, parameters and, where that has to be told, mode and threads. */
  String of(SeriesKey key) {
    return method(key)
        + key.paramsText()
        + run(key).stream().map(part -> " " + part).collect(Collectors.joining());
  }

  /** Returns it as short as tells it from the others in a sentence. */
  String told(SeriesKey key) {
    String name = runs.get(key.benchmark()).size() == 1 ? method(key) : of(key);
    return key.isPrimary() ? name : name + " " + key.metric();
  }

  /** Class and method; the package too where others have the same. */
  String method(SeriesKey key) {
    String name = tail(key);
    return full.get(name).size() == 1 ? name : key.benchmark();
  }

  /** Parameters, mode and threads: what tells the runs of one method apart. */
  String variant(SeriesKey key) {
    Stream<String> params =
        key.params().entrySet().stream().map(one -> one.getKey() + "=" + one.getValue());
    return Stream.concat(params, run(key).stream()).collect(Collectors.joining(", "));
  }

  private List<String> run(SeriesKey key) {
    List<String> parts = new ArrayList<>();
    if (modes.getOrDefault(key.benchmark(), Set.of()).size() > 1) {
      parts.add(key.mode().label());
    }
    if (key.threads() > 1) {
      parts.add("t" + key.threads());
    }
    return parts;
  }

  /** The last part of the package; empty where there is none. */
  String subject(SeriesKey key) {
    return part(key, "subject").orElse("");
  }

  /** Class and method; whole where it is neither's name, such as a command. */
  private static String tail(SeriesKey key) {
    return part(key, "tail").orElse(key.benchmark());
  }

  private static Optional<String> part(SeriesKey key, String group) {
    return Stream.of(JAVA, GO)
        .map(language -> language.matcher(key.benchmark()))
        .filter(Matcher::matches)
        .findFirst()
        .map(name -> name.group(group));
  }
}
