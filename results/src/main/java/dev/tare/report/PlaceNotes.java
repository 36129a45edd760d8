package dev.tare.report;

import dev.tare.compare.FactDifference;
import dev.tare.compare.MeasuredEnvironment;
import dev.tare.compare.Summary;
import dev.tare.result.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says of places what their facts tell: the machine, and what differs that must not. */
final class PlaceNotes {
  /**
   * Is what has to be the same in all places of a run, or they differ in more than their layers.
   */
  private static final List<String> SAME =
      List.of(
          "jdk.version", "libc.buildId", "tare.jarSha256", "tare.probesBuildId", "userland.hash");

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{32,}");
  private static final int SHORT = 12;

  private PlaceNotes() {}

  static List<String> differences(Summary summary) {
    List<String> lines = new ArrayList<>();
    for (String fact : SAME) {
      Map<String, String> values = new TreeMap<>();
      for (MeasuredEnvironment place : summary.places()) {
        place.facts().get(fact).ifPresent(value -> values.put(place.name(), value));
      }
      if (values.values().stream().distinct().count() > 1) {
        lines.add(fact + " differs: " + told(values));
      }
    }
    lines.addAll(measuredOtherwise(summary));
    return lines;
  }

  /**
   * Writes such as {@code bare 29bb61a0c3f4, docker 5c9d33b07e21}: hashes as far as a person
   * compares them.
   */
  private static String told(Map<String, String> values) {
    return values.entrySet().stream()
        .map(
            one ->
                one.getKey()
                    + " "
                    + (HASH.matcher(one.getValue()).matches()
                        ? one.getValue().substring(0, SHORT)
                        : one.getValue()))
        .collect(Collectors.joining(", "));
  }

  /**
   * Returns it as a comparison of the two says it, with the place's name where there are several.
   */
  private static List<String> measuredOtherwise(Summary summary) {
    List<String> lines = new ArrayList<>();
    for (MeasuredEnvironment place : summary.places()) {
      String name = summary.places().size() > 2 ? place.name() + " " : "";
      summary.compared(place).stream()
          .flatMap(compared -> compared.facts().stream())
          .filter(FactDifference::isOfMeasurement)
          .forEach(one -> lines.add(name + one.line()));
    }
    return lines;
  }

  /** Processor and kernel of the first place that is not emulated; null where none says it. */
  static String host(Summary summary) {
    return summary.places().stream()
        .filter(place -> !place.emulated())
        .map(MeasuredEnvironment::facts)
        .map(PlaceNotes::machine)
        .filter(words -> !words.isEmpty())
        .findFirst()
        .map(OneLine::of)
        .orElse(null);
  }

  private static String machine(Facts facts) {
    return Stream.of(
            facts.get("cpu.model"),
            facts
                .get("cpu.threads")
                .or(() -> facts.get("limits.jvm.processors"))
                .map(cpus -> cpus + (cpus.equals("1") ? " CPU" : " CPUs")),
            facts.get("kernel.release").map(release -> "Linux " + release))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }
}
