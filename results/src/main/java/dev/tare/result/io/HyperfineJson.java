package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.result.Mode;
import dev.tare.result.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what {@code hyperfine --export-json} writes: every run of a command is a process, and so a
 * fork. https://github.com/sharkdp/hyperfine
 */
final class HyperfineJson implements OtherFormats.OtherFormat {
  @Override
  public boolean wrote(String start) {
    return start.startsWith("{") && start.contains("\"results\"") && start.contains("\"command\"");
  }

  @Override
  public Results read(String text, String source) throws BadInput {
    Results results = new Results(new ArrayList<>(), new TreeMap<>());
    for (JsonNode result : Json.parse(text, source).path("results")) {
      String command = result.path("command").asText();
      JsonNode times = result.path("times");
      if (!times.isArray() || times.isEmpty()) {
        throw new BadInput(source, command + ": means without the times that they are of");
      }
      add(result, command, results, source);
    }
    return results;
  }

  private static void add(JsonNode result, String command, Results results, String source)
      throws BadInput {
    List<Double> times = Json.numbers(result.path("times"), source);
    JsonNode exits = result.path("exit_codes");
    List<Double> good = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      JsonNode exit = exits.path(i);
      if (exit.isMissingNode() || exit.isInt() && exit.asInt() == 0) {
        good.add(times.get(i));
      } else {
        failed.add(exit.isNull() ? "by a signal" : "with " + exit);
      }
    }
    if (!failed.isEmpty()) {
      String runs = failed.size() + " of " + times.size() + " runs failed, the first ";
      results.failures().put(command, runs + failed.get(0));
    }
    if (!good.isEmpty()) {
      SortedMap<String, String> params = Json.texts(result.path("parameters"));
      SeriesKey key = OtherFormats.key(command, params, Mode.SINGLE_SHOT, 1);
      results.series().add(OtherFormats.score(key, "s/op", good));
    }
  }
}
