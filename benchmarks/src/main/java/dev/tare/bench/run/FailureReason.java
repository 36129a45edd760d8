package dev.tare.bench.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in what JMH prints of a benchmark the one line that says why it failed: what a probe says,
 * else the message of the deepest exception that adds to it, or how the fork ended and what its JVM
 * says of that.
 */
public final class FailureReason {
  private static final Pattern THROWN =
      Pattern.compile(
          "^(?:Caused by: |Exception in thread \".*\" )?"
              + "(?:[\\w$]+\\.)+([\\w$]+(?:Exception|Error))(?:: (.*))?$");

  /** Holds what JMH prints before an exception, whatever its class is called. */
  private static final Pattern FAILED = Pattern.compile(".*<failure>\\s*");

  private static final String ERRORS = "<stderr ";

  /** A JVM that cannot start prints so before it says why, where others print what they do. */
  private static final String CANNOT_START = "Error occurred during initialization of VM";

  private static final Pattern VM_FAILED = Pattern.compile("^<(forked VM failed .*)>$");

  /** Is the head of a JVM's fatal error log: the signal or its own error, where it happened. */
  private static final Pattern CRASHED =
      Pattern.compile(
          "^# +((?:SIG[A-Z]+ \\(0x\\w+\\)|Internal Error \\(.*?\\)|There is insufficient memory).*?)"
              + "(?:, pid=.*)?$");

  private String thrown;
  private boolean fromProbe;
  private String vm;
  private String crash;
  private String first;
  private boolean next;

  /** Forgets all. */
  void reset() {
    thrown = null;
    fromProbe = false;
    vm = null;
    crash = null;
    first = null;
    next = false;
  }

  /** Takes lines of what JMH prints. */
  public void read(String text) {
    text.lines().forEach(this::readLine);
  }

  private void readLine(String line) {
    if (next && !line.isBlank() && !line.startsWith("</")) {
      first = first == null ? line.strip() : first;
      next = false;
    }
    next =
        next && line.isBlank()
            || line.startsWith(ERRORS)
            || line.equals(CANNOT_START)
            || FAILED.matcher(line).matches();
    Matcher exception = THROWN.matcher(line);
    if (exception.matches() && !line.contains("BenchmarkException")) {
      String message = exception.group(2);
      boolean ours = "ProbeException".equals(exception.group(1)) && message != null;
      // What a probe says is the cause; of many threads the others then stumble over each other.
      if (ours) {
        thrown = message;
        fromProbe = true;
      } else if (!fromProbe && !(message != null && quotes(exception.group(1), message))) {
        thrown = exception.group(1) + (message == null ? "" : ": " + message);
      }
    }
    Matcher ended = VM_FAILED.matcher(line);
    if (ended.matches() && vm == null) {
      vm = ended.group(1);
    }
    Matcher crashed = CRASHED.matcher(line);
    if (crashed.matches() && crash == null) {
      crash = crashed.group(1);
    }
  }

  /**
   * Tells whether what was thrown says more around the words of its cause than the cause's class.
   */
  private boolean quotes(String name, String message) {
    return thrown != null
        && thrown.endsWith(": " + message)
        && !thrown.endsWith("." + name + ": " + message);
  }

  String line() {
    return line("ended before its last fork did");
  }

  /**
   * Returns the line.
   *
   * @param unknown what stands for how the fork ended, where nothing says it
   */
  public String line(String unknown) {
    if (thrown != null) {
      return thrown;
    }
    if (vm == null && first != null) {
      return first;
    }
    String end = vm != null ? vm : unknown;
    String why = crash != null ? crash : first;
    return why == null ? end : end + ": " + why;
  }
}
