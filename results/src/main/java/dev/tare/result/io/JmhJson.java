package dev.tare.result.io;

import com.fasterxml.jackson.core.JsonToken;
import dev.tare.result.Facts;
import dev.tare.result.Mode;
import dev.tare.result.SeriesKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads JMH's JSON, whoever wrote it: all modes, any version, plain or gzipped, several documents
 * one after another. The lengths of the raw data count, not the {@code forks} member, which says
 * how many were to run; JMH's score and error are not read, because they pool iterations.
 */
public final class JmhJson {
  /** Profilers of JMH up to 1.36 mark their metrics with it; 1.37 does not. */
  private static final String OLD_PROFILER_MARK = "\u00b7";

  /** Percentiles that JMH takes from the buffers of SampleTime, which over-weight rare outliers. */
  private static final Pattern SAMPLED_PERCENTILE = Pattern.compile("(.*[:\u00b7])?p[01]\\.\\d+");

  /** The members that are kept as conditions of a series, and what they are called there. */
  private static final Map<String, String> CONDITIONS =
      Map.of(
          "jdkVersion", "jdk.version",
          "vmName", "vm.name",
          "vmVersion", "vm.version",
          "jmhVersion", "jmh.version");

  /** Arguments of the JVM that say where files and servers are, which is not how they measure. */
  private static final List<String> WHERE =
      List.of(
          "-Djava.io.tmpdir=",
          "-Dtare.data=",
          "-Dtare.barrier=",
          "-Dtare.net.server=",
          "-Dtare.app.server=");

  private final JsonCursor json;
  private final Results results = Results.of(new ArrayList<>());
  private final Map<Map<String, String>, Facts> conditions = new HashMap<>();

  private JmhJson(JsonCursor json) {
    this.json = json;
  }

  /**
   * All series of a document, in its order; two with the same key where the document has two.
   *
   * @param source what complaints call it
   */
  static Results read(InputStream in, String source) throws BadInput {
    try (JsonCursor json = JsonCursor.open(in, source)) {
      return new JmhJson(json).all(source);
    } catch (BadInput e) {
      throw e;
    } catch (IOException e) {
      throw new BadInput(source, BadInput.why(e), e);
    }
  }

  private Results all(String source) throws BadInput {
    if (!json.next()) {
      throw new BadInput(source, "empty");
    }
    do {
      json.elements("a JMH result: an array of benchmarks", this::benchmark);
    } while (json.next());
    if (results.series().isEmpty() && results.warnings().isEmpty()) {
      throw new BadInput(source, "no benchmark in it: none matched, or all failed");
    }
    return results;
  }

  private void benchmark() throws BadInput {
    JmhRecord record = new JmhRecord();
    json.members(name -> member(record, name));
    require(record.benchmark != null, "benchmark");
    require(record.mode != null, "mode");
    require(record.metrics.containsKey(SeriesKey.PRIMARY), "primaryMetric");
    record.emit(conditions, results);
  }

  private void require(boolean present, String member) throws BadInput {
    if (!present) {
      throw json.bad("not a JMH result: a benchmark without \"" + member + "\"");
    }
  }

  private void member(JmhRecord record, String name) throws BadInput {
    switch (name) {
      case "benchmark" -> record.benchmark = json.text();
      case "mode" -> record.mode = mode();
      case "threads" -> record.threads = json.integer();
      case "forks" -> planned(record);
      case "params" -> params(record);
      case "jvmArgs" -> jvmArgs(record);
      case "primaryMetric" -> record.metrics.put(SeriesKey.PRIMARY, metric(name));
      case "secondaryMetrics" -> json.members(metric -> secondary(record, metric));
      default -> condition(record, name);
    }
  }

  private void planned(JmhRecord record) throws BadInput {
    if (json.at(JsonToken.VALUE_NUMBER_INT)) {
      record.planned = (int) json.number();
    } else {
      json.skip();
    }
  }

  private Mode mode() throws BadInput {
    String label = json.text();
    return Mode.labelled(label).orElseThrow(() -> json.bad("unknown mode \"" + label + "\""));
  }

  private void params(JmhRecord record) throws BadInput {
    if (!json.at(JsonToken.VALUE_NULL)) {
      json.members(name -> record.params.put(name, json.text()));
    }
  }

  private void jvmArgs(JmhRecord record) throws BadInput {
    List<String> args = new ArrayList<>();
    if (json.at(JsonToken.START_ARRAY)) {
      json.elements("arguments", () -> args.add(json.text()));
      args.removeIf(arg -> WHERE.stream().anyMatch(arg::startsWith));
    } else {
      json.skip();
    }
    record.conditions.put("jvm.args", args.isEmpty() ? "none" : String.join(" ", args));
  }

  private void condition(JmhRecord record, String name) throws BadInput {
    String fact = CONDITIONS.get(name);
    if (JmhExtent.tells(name)) {
      record.extent.put(name, json.text());
      return;
    }
    if (fact == null) {
      json.skip();
      return;
    }
    String value = json.text();
    if (!value.isBlank() && !value.equals("null")) {
      record.conditions.put(fact, value);
      if (fact.equals("jdk.version")) {
        record.conditions.put("jdk.major", major(value));
      }
    }
  }

  /** Returns {@code 8} of {@code 1.8.0_292}, {@code 17} of {@code 17.0.15} or {@code 17-ea}. */
  private static String major(String version) {
    String rest = version.startsWith("1.") ? version.substring(2) : version;
    int digits = 0;
    while (digits < rest.length() && rest.charAt(digits) >= '0' && rest.charAt(digits) <= '9') {
      digits++;
    }
    return digits == 0 ? version : rest.substring(0, digits);
  }

  private void secondary(JmhRecord record, String name) throws BadInput {
    if (record.mode == Mode.SAMPLE_TIME && SAMPLED_PERCENTILE.matcher(name).matches()) {
      json.skip();
      return;
    }
    String plain = name.startsWith(OLD_PROFILER_MARK) ? name.substring(1) : name;
    if (plain.isEmpty() || record.metrics.putIfAbsent(plain, metric(name)) != null) {
      throw json.bad("two metrics are named \"" + name + "\"");
    }
  }

  private JmhRecord.Values metric(String name) throws BadInput {
    String[] unit = {null};
    double[][][] raw = {null};
    Map<String, double[][]> percentiles = new LinkedHashMap<>();
    json.members(
        member -> {
          switch (member) {
            case "scoreUnit" -> unit[0] = json.text();
            case "rawData" -> raw[0] = new RawData(json).values();
            case "rawDataHistogram" -> raw[0] = new SampledForks(json).means(percentiles);
            default -> json.skip();
          }
        });
    if (unit[0] == null || raw[0] == null) {
      throw json.bad("not a JMH result: \"" + name + "\" without scoreUnit or rawData");
    }
    return new JmhRecord.Values(unit[0], raw[0], percentiles);
  }
}
