package dev.tare.cli;

import dev.tare.bench.run.FailureReason;
import dev.tare.experiment.TrialEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes what a JMH of any version prints while it runs: which benchmark it is at, that it still
 * runs, and why one gave nothing. Its figures are in its result file.
 */
final class JmhOutput {
  private static final String BENCHMARK = "# Benchmark: ";
  private static final String PARAMETERS = "# Parameters: ";
  private static final Pattern ITERATION =
      Pattern.compile("(?:# Warmup )?Iteration +(\\d+): *([\\d.,]+) (\\S+).*");

  /** Says more than what a program printed before. */
  private static final Pattern THROWN =
      Pattern.compile("^(Error: |Exception in thread |Caused by: |[\\w.$]+(Exception|Error)\\b)");

  private final TrialPipe events;
  private final Map<String, FailureReason> begun = new TreeMap<>();
  private String running = "";
  private String complaint = "";
  private boolean thrown;

  JmhOutput(TrialPipe events) {
    this.events = events;
  }

  synchronized void line(String line) {
    if (line.startsWith(BENCHMARK)) {
      begin(line.substring(BENCHMARK.length()).strip());
    } else if (line.startsWith(PARAMETERS)) {
      begun.remove(running);
      begin(running + parameters(line.substring(PARAMETERS.length()).strip()));
    } else {
      iteration(line);
      begun.getOrDefault(running, new FailureReason()).read(line);
    }
    boolean throwing = !thrown && THROWN.matcher(line).find();
    if (throwing || complaint.isEmpty() && !line.isBlank() && !line.matches("(#|WARNING).*")) {
      complaint = line.strip();
      thrown = throwing;
    }
  }

  /** {@code (size = 10, kind = a)} as {@code (kind=a, size=10)}; a value may have a comma. */
  private static String parameters(String text) {
    Map<String, String> sorted = new TreeMap<>();
    for (String one : text.replaceAll("^\\(|\\)$", "").split(", (?=[^,]* = )")) {
      String[] parts = one.split(" = ", 2);
      sorted.put(parts[0], parts.length > 1 ? parts[1] : "");
    }
    return sorted.toString().replaceAll("^\\{", "(").replaceAll("}$", ")");
  }

  private void begin(String name) {
    running = name;
    begun.put(name, new FailureReason());
    events.tell(new TrialEvent.Started(name));
  }

  /** One that has ended shows that the jar still runs. */
  private void iteration(String line) {
    Matcher iteration = ITERATION.matcher(line);
    if (iteration.matches()) {
      events.tell(new TrialEvent.Iterated(running, number(iteration.group(1)), 0, ""));
    }
  }

  private static int number(String digits) {
    return digits.length() < 9 ? Integer.parseInt(digits) : 0;
  }

  synchronized boolean started() {
    return !running.isEmpty();
  }

  /** The first line that tells of an exception, or else that is no comment, behind a colon. */
  synchronized String complaint() {
    return complaint.isEmpty() ? "" : ": " + complaint;
  }

  /**
   * Tells why benchmarks that were begun gave nothing.
   *
   * @param given what gave something, by {@link dev.tare.result.SeriesKey#runId()}
   */
  synchronized Map<String, String> failures(Set<String> given) {
    Map<String, String> failures = new TreeMap<>();
    begun.forEach((name, reason) -> failures.put(name, reason.line("it gave no result")));
    failures
        .keySet()
        .removeIf(name -> given.stream().anyMatch(run -> plain(run).startsWith(plain(name) + ":")));
    return failures;
  }

  /** JMH 1.21 loses blanks behind commas in its JSON, and semicolons and angles become others. */
  private static String plain(String run) {
    return run.replaceAll("\\s", "").replace(';', ',').replace('<', '[').replace('>', ']');
  }
}
