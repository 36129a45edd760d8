package dev.tare.result.io;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.result.Mode;
import dev.tare.result.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

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
  public List<Series> read(String text, String source) throws BadInput {
    List<Series> series = new ArrayList<>();
    for (JsonNode result : Json.parse(text, source).path("results")) {
      String command = result.path("command").asText();
      JsonNode times = result.path("times");
      if (!times.isArray() || times.isEmpty()) {
        throw new BadInput(source, command + ": means without the times that they are of");
      }
      for (JsonNode exit : result.path("exit_codes")) {
        if (exit.asInt() != 0) {
          throw new BadInput(source, command + ": a run of it failed with exit code " + exit);
        }
      }
      SortedMap<String, String> params = Json.texts(result.path("parameters"));
      series.add(
          OtherFormats.score(
              OtherFormats.key(command, params, Mode.SINGLE_SHOT, 1),
              "s/op",
              Json.numbers(times, source)));
    }
    return series;
  }
}
