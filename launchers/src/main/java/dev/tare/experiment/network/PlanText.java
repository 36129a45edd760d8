package dev.tare.experiment.network;

import dev.tare.experiment.Timing;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A plan as {@code run.json} holds it: names and values, from which a run is gone on with. */
public final class PlanText {
  private static final String VERB = "verb";
  private static final String NETWORK = "network";

  private PlanText() {}

  /** What is written. */
  public static SortedMap<String, String> of(NetworkPlan plan) {
    Timing timing = plan.timing();
    SortedMap<String, String> text = new TreeMap<>();
    text.put(VERB, NETWORK);
    text.put("paths", joined(plan.paths(), NetworkPath::name));
    text.put("patterns", joined(plan.patterns(), NetPattern::label));
    text.put("offloads", joined(plan.offloads(), Offload::name));
    text.put(
        "timing",
        joined(
            List.of(timing.warmups(), timing.warmupMs(), timing.iterations(), timing.iterationMs()),
            String::valueOf));
    text.put("blocks", String.valueOf(plan.blocks()));
    text.put("keep", String.valueOf(plan.keep()));
    text.put("seed", String.valueOf(plan.seed()));
    text.put("reverse", String.valueOf(plan.reverse()));
    text.put("bytes", joined(plan.bytes(), String::valueOf));
    text.put("connections", joined(plan.connections(), String::valueOf));
    text.put("rates", joined(plan.rates(), String::valueOf));
    text.put("cpus", plan.cpus().text());
    text.put("port", String.valueOf(plan.port()));
    return text;
  }

  /**
   * The plan that was written.
   *
   * @throws IllegalArgumentException where it is another experiment's
   */
  public static NetworkPlan parse(Map<String, String> text) {
    if (!NETWORK.equals(text.get(VERB))) {
      throw new IllegalArgumentException("not a run of network");
    }
    List<Integer> timing = numbers(text.get("timing"));
    return new NetworkPlan(
        NetworkPath.parse(words(text.get("paths"))),
        NetPattern.parse(words(text.get("patterns"))),
        words(text.get("offloads")).stream().map(Offload::valueOf).toList(),
        new Timing(timing.get(0), timing.get(1), timing.get(2), timing.get(3)),
        Integer.parseInt(text.get("blocks")),
        Boolean.parseBoolean(text.get("keep")),
        Long.parseLong(text.get("seed")),
        Boolean.parseBoolean(text.get("reverse")),
        numbers(text.get("bytes")),
        numbers(text.get("connections")),
        numbers(text.get("rates")),
        EndCpus.parse(text.get("cpus")),
        Integer.parseInt(text.get("port")));
  }

  private static <T> String joined(List<T> values, Function<T, String> text) {
    return values.stream().map(text).collect(Collectors.joining(","));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(","));
  }

  private static List<Integer> numbers(String text) {
    return words(text).stream().map(Integer::valueOf).toList();
  }
}
