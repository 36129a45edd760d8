package dev.tare.experiment.energy;

import dev.tare.launch.LaunchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Describes what a meter at the wall writes while the run goes on: lines of a time and a power,
 * {@code 1764160000.5,43.4}. The time is in seconds since 1970 or ISO 8601, by this host's clock; a
 * first line that begins with no digit is passed over, and so are further columns. Between two
 * readings the power is taken to go straight from one to the other.
 */
record MeterFile(Path file, Supplier<Instant> clock) implements PowerSource {
  static final String DOMAIN = "meter";

  /** A meter that says nothing for longer has missed something. */
  private static final Duration LONGEST_GAP = Duration.ofSeconds(10);

  private static final long LOOK_MS = 100;
  private static final double NS = 1e9;

  @Override
  public String words() {
    return "a meter, " + file.getFileName();
  }

  @Override
  public Window begin() {
    Instant start = clock.get();
    return () -> between(start, clock.get());
  }

  /** Waits for the reading that follows the end. */
  private Joules between(Instant start, Instant end) throws IOException, InterruptedException {
    Instant latest = clock.get().plus(LONGEST_GAP);
    while (true) {
      NavigableMap<Double, Double> readings = read();
      if (!readings.isEmpty() && readings.lastKey() >= seconds(end)) {
        return integrated(readings, seconds(start), seconds(end));
      }
      if (clock.get().isAfter(latest)) {
        throw new LaunchException(
            file + " has no reading after " + end + ": does the meter still write?");
      }
      Thread.sleep(LOOK_MS);
    }
  }

  /** Returns the readings there are, W, by their times, s. */
  NavigableMap<Double, Double> read() throws IOException {
    NavigableMap<Double, Double> readings = new TreeMap<>();
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      boolean header = i == 0 && !line.isEmpty() && !Character.isDigit(line.charAt(0));
      if (!line.isEmpty() && !header) {
        add(readings, line, i + 1);
      }
    }
    return readings;
  }

  /**
   * Returns those that are written to their end: of what follows, watts may lack their last digits.
   */
  private List<String> lines() throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new LaunchException("--meter " + file + ": a folder or a pipe, and no file of a meter");
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      ByteBuffer whole = ByteBuffer.wrap(bytes, 0, end);
      return StandardCharsets.UTF_8.newDecoder().decode(whole).toString().lines().toList();
    } catch (CharacterCodingException e) {
      throw new LaunchException("--meter " + file + ": is no text", e);
    }
  }

  private void add(Map<Double, Double> readings, String line, int number) throws LaunchException {
    String[] fields = line.split(",", 3);
    try {
      double watts = Double.parseDouble(fields[1].strip());
      if (!(watts >= 0) || Double.isInfinite(watts)) {
        throw new NumberFormatException(fields[1]);
      }
      readings.put(time(fields[0].strip()), watts);
    } catch (NumberFormatException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
      throw new LaunchException(
          file
              + ", line "
              + number
              + ": "
              + line
              + ": a time (seconds since 1970, or 2026-01-31T12:00:00Z), a comma and watts are"
              + " expected",
          e);
    }
  }

  private static double time(String text) {
    return text.contains("T") ? seconds(Instant.parse(text)) : Double.parseDouble(text);
  }

  private static double seconds(Instant time) {
    return time.getEpochSecond() + time.getNano() / NS;
  }

  private Joules integrated(NavigableMap<Double, Double> readings, double start, double end)
      throws LaunchException {
    Double first = readings.floorKey(start);
    if (first == null) {
      throw new LaunchException(
          file + " begins after the measurement: is its clock that of this host?");
    }
    double joules = 0;
    double from = first;
    for (double to : readings.tailMap(first, false).keySet()) {
      if (to - from > LONGEST_GAP.toSeconds()) {
        throw new LaunchException(
            file + " has no reading for more than " + LONGEST_GAP.toSeconds() + " s");
      }
      double a = Math.max(from, start);
      double b = Math.min(to, end);
      if (b > a) {
        double middle = (a + b) / 2;
        double share = (middle - from) / (to - from);
        joules += (b - a) * (readings.get(from) * (1 - share) + readings.get(to) * share);
      }
      from = to;
      if (from >= end) {
        break;
      }
    }
    return new Joules(end - start, new TreeMap<>(Map.of(DOMAIN, joules)));
  }
}
