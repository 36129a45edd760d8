package dev.tare.result.io;

import dev.tare.result.SeriesKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes the latencies of an environment once more, without tags, one log for each benchmark.
 * HdrHistogram's log processor, and plotters that know nothing of tags, read those as they are; a
 * log of all benchmarks without tags would mix what has nothing to do with each other.
 */
final class UntaggedLogs {
  private static final int LONGEST_NAME = 150;

  private UntaggedLogs() {}

  /**
   * Replaces the logs in a folder.
   *
   * @param log {@link RunFolder#LATENCY}
   */
  static void write(Path log, Path folder) throws IOException {
    Map<String, List<String>> lines = new TreeMap<>();
    LatencyLog.lines(
        Files.readString(log),
        log.toString(),
        (tag, rest) -> lines.computeIfAbsent(tag.run(), run -> new ArrayList<>()).add(rest));
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, List<String>> benchmark : lines.entrySet()) {
      write(folder.resolve(name(benchmark.getKey(), names) + ".hlog"), benchmark.getValue());
    }
  }

  /**
   * Brings them into the order of their time: the processor leaves out what lies before the first
   * line.
   */
  private static void write(Path file, List<String> lines) throws IOException {
    lines.sort(Comparator.comparingDouble(UntaggedLogs::start));
    AtomicFile.replace(
        file,
        out -> {
          LatencyLog.header(out);
          out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        });
  }

  private static double start(String line) {
    return Double.parseDouble(line.substring(0, line.indexOf(',')));
  }

  /**
   * A name that every file system takes.
   *
   * @param run {@link SeriesKey#runId()}
   */
  private static String name(String run, Set<String> taken) {
    String plain = run.replaceAll("[^A-Za-z0-9._=+,-]+", "_");
    String name = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    String own = name;
    for (int twin = 2; !taken.add(own); twin++) {
      own = name + "~" + twin;
    }
    return own;
  }
}
