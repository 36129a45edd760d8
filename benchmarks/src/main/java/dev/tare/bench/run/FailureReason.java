package dev.tare.bench.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in what JMH prints of a benchmark the one line that says why it failed: what a probe says,
 * else the message of the deepest exception, or how the fork ended and what its JVM says of that.
 */
final class FailureReason {
  private static final Pattern THROWN =
      Pattern.compile("^(?:Caused by: )?[\\w.$]+\\.(\\w+(?:Exception|Error))(?:: (.*))?$");
  private static final Pattern VM_FAILED = Pattern.compile("^<(forked VM failed .*)>$");

  /** The head of a JVM's fatal error log: the signal or its own error, where it happened. */
  private static final Pattern CRASHED =
      Pattern.compile(
          "^# +((?:SIG[A-Z]+ \\(0x\\w+\\)|Internal Error \\(.*?\\)|There is insufficient memory).*?)"
              + "(?:, pid=.*)?$");

  private String thrown;
  private boolean fromProbe;
  private String vm;
  private String crash;

  void reset() {
    thrown = null;
    fromProbe = false;
    vm = null;
    crash = null;
  }

  void read(String text) {
    text.lines().forEach(this::readLine);
  }

  private void readLine(String line) {
    Matcher exception = THROWN.matcher(line);
    if (exception.matches() && !line.contains("BenchmarkException")) {
      String message = exception.group(2);
      boolean ours = "ProbeException".equals(exception.group(1)) && message != null;
      // What a probe says is the cause; of many threads the others then stumble over each other.
      if (ours) {
        thrown = message;
        fromProbe = true;
      } else if (!fromProbe) {
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

  String line() {
    if (thrown != null) {
      return thrown;
    }
    String end = vm != null ? vm : "ended before its last fork did";
    return crash == null ? end : end + ": " + crash;
  }
}
