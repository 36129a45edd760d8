package dev.tare.experiment.network;

import dev.tare.experiment.VisitEvent;
import dev.tare.launch.LaunchException;
import dev.tare.result.Metric;
import dev.tare.result.io.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the visits of one stay gave: JMH's results, the latencies, and why something failed. */
final class VisitResults {
  private static final String HISTOGRAM = "Tag=";

  private final VisitJson json = new VisitJson();
  private final StringBuilder latencies = new StringBuilder();
  private final SortedMap<String, String> failures = new TreeMap<>();

  /** Adds what one benchmark gave; what it did in a second, see {@link VisitJson#add}. */
  OptionalDouble add(VisitEvent.Ended ended, NetPattern pattern) throws LaunchException {
    boolean first = latencies.isEmpty();
    // Every log begins with the same header.
    ended
        .latencies()
        .lines()
        .filter(line -> first || line.startsWith(HISTOGRAM))
        .forEach(line -> latencies.append(line).append('\n'));
    ended.failure().ifPresent(why -> failures.put(ended.run(), why));
    return json.add(ended.jmh(), pattern);
  }

  /** Adds figures to what was added last. */
  void figures(Map<Metric, Double> figures) {
    json.figures(figures);
  }

  void fail(Map<String, String> why) {
    why.forEach(failures::putIfAbsent);
  }

  SortedMap<String, String> failures() {
    return failures;
  }

  boolean isEmpty() {
    return json.isEmpty();
  }

  /** Writes it as the output of a visit. */
  void save(RunFolder folder, int slot) throws IOException {
    Path file = folder.visit(slot);
    Files.writeString(file, json.text());
    if (!latencies.isEmpty()) {
      Files.writeString(folder.visitLatencies(slot), latencies);
    }
    folder.save(slot, file);
  }
}
