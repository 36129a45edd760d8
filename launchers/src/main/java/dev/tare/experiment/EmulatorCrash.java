package dev.tare.experiment;

import dev.tare.launch.Environment;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Tells whether a JVM crashed as JVMs do in emulated guests: a signal of its own ended it, and a
 * layer emulates. Emulators lose sight of code that one CPU writes while another translates it, and
 * JVMs write code all the time. What was killed from outside (for its memory) is none.
 */
final class EmulatorCrash {
  /** 128 + SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGSEGV. */
  private static final Pattern FORK =
      Pattern.compile("forked VM failed with exit code (132|134|135|136|139)\\b");

  /** The head of a JVM's fatal error log, which goes to the standard output. */
  private static final Pattern HEAD =
      Pattern.compile("^# +(SIG(ILL|BUS|FPE|SEGV) \\(0x|Internal Error \\()");

  private final Environment environment;
  private Boolean emulated;

  EmulatorCrash(Environment environment) {
    this.environment = environment;
  }

  boolean isOfFork(String failure) {
    return FORK.matcher(failure).find() && isEmulated();
  }

  boolean isOfTrial(String line) {
    return HEAD.matcher(line).find() && isEmulated();
  }

  private synchronized boolean isEmulated() {
    if (emulated == null) {
      try {
        emulated = environment.facts().emulated().orElse(false);
      } catch (IOException e) {
        // Nobody can say so: then it is taken for the JVM's own fault.
        emulated = false;
      }
    }
    return emulated;
  }
}
