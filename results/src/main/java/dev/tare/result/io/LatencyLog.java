package dev.tare.result.io;

import dev.tare.result.LatencyCounts;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.LineNumberReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.HistogramLogWriter;

/**
 * The latencies of a run as an HdrHistogram interval log, one tagged histogram of nanoseconds for
 * each benchmark, fork and iteration; HdrHistogram's own tools read it.
 */
public final class LatencyLog implements AutoCloseable {
  private static final double NS_PER_MS = 1e6;
  private static final String TAG = "Tag=";
  private static final String LEGEND = "\"StartTimestamp\"";

  private final PrintStream out;
  private final HistogramLogWriter writer;

  /** Starts a log on that stream, which is closed with it. */
  public LatencyLog(OutputStream stream) {
    out = new PrintStream(stream, false, StandardCharsets.UTF_8);
    writer = header(out);
  }

  /** Writes what stands before the first histogram. */
  static HistogramLogWriter header(OutputStream stream) {
    PrintStream out =
        stream instanceof PrintStream own
            ? own
            : new PrintStream(stream, false, StandardCharsets.UTF_8);
    HistogramLogWriter writer = new HistogramLogWriter(out);
    writer.outputLogFormatVersion();
    writer.outputLegend();
    out.flush();
    return writer;
  }

  /**
   * Adds one iteration.
   *
   * @param startMs since 1970, of the iteration
   * @param endMs since 1970, of the iteration
   * @param latencies of its operations, ns
   * @throws IOException when not all of it could be written
   */
  public void write(LatencyTag tag, long startMs, long endMs, Histogram latencies)
      throws IOException {
    Histogram tagged = latencies.copy();
    tagged.setTag(tag.text());
    writer.outputIntervalHistogram(startMs / 1000.0, endMs / 1000.0, tagged, NS_PER_MS);
    checkWritten();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      checkWritten();
    }
  }

  private void checkWritten() throws IOException {
    if (out.checkError()) {
      throw new IOException("the latency log could not be written");
    }
  }

  /**
   * Returns the latencies of each fork, its iterations merged: by {@link
   * dev.tare.result.SeriesKey#runId()}, then by fork.
   */
  public static Map<String, SortedMap<Integer, LatencyCounts>> read(Path file) throws BadInput {
    return read(file, iteration -> true);
  }

  /** Returns the same of some iterations only, which are counted from 0. */
  public static Map<String, SortedMap<Integer, LatencyCounts>> read(
      Path file, IntPredicate iterations) throws BadInput {
    List<BadInput> damaged = new ArrayList<>();
    Map<String, SortedMap<Integer, LatencyCounts>> counts = read(file, iterations, damaged::add);
    if (!damaged.isEmpty()) {
      throw BadInput.firstOf(damaged);
    }
    return counts;
  }

  /** Returns how many histograms a log holds, all of which can be read. */
  static int histograms(Path file) throws BadInput {
    int[] count = {0};
    read(file, iteration -> ++count[0] > 0);
    return count[0];
  }

  /**
   * Returns what of a log can be read.
   *
   * @param damaged gets what is wrong with a line; the lines behind it are read all the same
   */
  static Map<String, SortedMap<Integer, LatencyCounts>> read(
      Path file, IntPredicate iterations, Consumer<BadInput> damaged) throws BadInput {
    Map<String, SortedMap<Integer, Histogram>> merged = new TreeMap<>();
    try (LineNumberReader in =
        new LineNumberReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(LEGEND)) {
          try {
            add(merged, line, file + ":" + in.getLineNumber(), iterations);
          } catch (BadInput e) {
            damaged.accept(e);
          }
        }
      }
    } catch (IOException e) {
      throw new BadInput(file.toString(), "not a histogram log: " + BadInput.why(e), e);
    }
    Map<String, SortedMap<Integer, LatencyCounts>> counts = new TreeMap<>();
    merged.forEach(
        (run, forks) ->
            forks.forEach(
                (fork, histogram) ->
                    counts
                        .computeIfAbsent(run, key -> new TreeMap<>())
                        .put(fork, counts(histogram))));
    return counts;
  }

  private static void add(
      Map<String, SortedMap<Integer, Histogram>> merged,
      String line,
      String source,
      IntPredicate iterations)
      throws BadInput {
    int end = line.indexOf(',');
    if (!line.startsWith(TAG) || end < 0) {
      throw new BadInput(source, "not a histogram with a tag of ours");
    }
    LatencyTag tag = LatencyTag.parse(line.substring(TAG.length(), end), source);
    Histogram histogram = decoded(line.substring(line.lastIndexOf(',') + 1), source);
    if (!iterations.test(tag.iteration())) {
      return;
    }
    merged
        .computeIfAbsent(tag.run(), key -> new TreeMap<>())
        .merge(
            tag.fork(),
            histogram,
            (sum, more) -> {
              sum.add(more);
              return sum;
            });
  }

  private static Histogram decoded(String encoded, String source) throws BadInput {
    try {
      return Histogram.decodeFromCompressedByteBuffer(
          ByteBuffer.wrap(Base64.getDecoder().decode(encoded)), 0);
    } catch (DataFormatException | RuntimeException e) {
      throw new BadInput(source, "not a histogram: " + why(e), e);
    }
  }

  /** An end that is too early has no message. */
  private static String why(Exception e) {
    return e.getMessage() == null ? "it is cut short" : e.getMessage();
  }

  /** A histogram as plain counts. */
  public static LatencyCounts counts(Histogram histogram) {
    SortedMap<Long, Long> counts = new TreeMap<>();
    for (HistogramIterationValue value : histogram.recordedValues()) {
      counts.put(value.getValueIteratedTo(), value.getCountAtValueIteratedTo());
    }
    return new LatencyCounts(counts);
  }

  /**
   * Copies the histograms of a log, undecoded, under other tags. The header stays behind, and so
   * does a last line that was cut short.
   */
  static void copy(Path from, OutputStream to, UnaryOperator<LatencyTag> retag) throws IOException {
    copy(Files.readString(from), from.toString(), to, tag -> true, retag);
  }

  /** Copies those histograms of a log that are wanted. */
  static void copy(String log, String source, OutputStream to, Predicate<LatencyTag> wanted)
      throws IOException {
    copy(log, source, to, wanted, tag -> tag);
  }

  private static void copy(
      String log,
      String source,
      OutputStream to,
      Predicate<LatencyTag> wanted,
      UnaryOperator<LatencyTag> retag)
      throws IOException {
    lines(
        log,
        source,
        (tag, rest) -> {
          if (wanted.test(tag)) {
            String moved = TAG + retag.apply(tag).text() + "," + rest + "\n";
            to.write(moved.getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  /** Describes what is done with a line of a log. */
  interface Lines {
    /**
     * Takes a line.
     *
     * @param rest what follows the tag's comma
     */
    void take(LatencyTag tag, String rest) throws IOException;
  }

  /** Goes through the tagged lines of a log; one that was cut short at its end is left out. */
  static void lines(String log, String source, Lines lines) throws IOException {
    for (String line : log.substring(0, log.lastIndexOf('\n') + 1).split("\n")) {
      int end = line.indexOf(',');
      if (line.startsWith(TAG) && end > 0) {
        lines.take(
            LatencyTag.parse(line.substring(TAG.length(), end), source), line.substring(end + 1));
      }
    }
  }

  /**
   * Copies a trial's log, if there is one.
   *
   * @param first by run, the index of the trial's first fork
   */
  static void copyAfter(Path from, SortedMap<String, Integer> first, OutputStream out)
      throws IOException {
    if (Files.exists(from)) {
      copy(
          from,
          out,
          tag ->
              new LatencyTag(
                  tag.run(), first.getOrDefault(tag.run(), 0) + tag.fork(), tag.iteration()));
    }
  }
}
