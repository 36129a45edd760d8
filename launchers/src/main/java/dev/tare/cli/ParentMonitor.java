package dev.tare.cli;

import dev.tare.experiment.TrialEvent;
import dev.tare.proc.LinePump;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Watches what launched a trial, by standard input. A line lets a fork pass the barrier; the end
 * means that nobody listens any more, and an orphan must not go on measuring.
 */
final class ParentMonitor implements AutoCloseable {
  private volatile boolean done;

  private ParentMonitor() {}

  /**
   * Watches from now on.
   *
   * @param hold the file that keeps a fork at the barrier
   */
  static ParentMonitor watch(InputStream in, Path hold) {
    return watch(in, line -> pass(hold));
  }

  /** Watches where there is no barrier. */
  static ParentMonitor watch(InputStream in) {
    return watch(in, line -> {});
  }

  private static ParentMonitor watch(InputStream in, Consumer<String> line) {
    ParentMonitor monitor = new ParentMonitor();
    LinePump.start("parent monitor", in, line, monitor::end);
    return monitor;
  }

  /** Ends this process, as if it were told to, with its standard input: nobody needs it then. */
  static void watchEnd(InputStream in) {
    LinePump.start("parent monitor", in, line -> {}, () -> System.exit(ExitCode.DONE));
  }

  private static void pass(Path hold) {
    try {
      Files.deleteIfExists(hold);
    } catch (IOException e) {
      System.err.println("tare: the fork cannot be let pass (" + CommandFailure.reason(e) + ")");
      System.exit(ExitCode.FAILED);
    }
  }

  /** Tells that all is told. The launcher closes standard input then, which ends nothing more. */
  void finish(TrialPipe events) {
    done = true;
    events.tell(new TrialEvent.Finished());
  }

  private void end() {
    if (!done) {
      System.err.println("tare: standard input has ended: nobody listens, this trial ends");
      System.exit(ExitCode.FAILED);
    }
  }

  /** The trial has ended by itself. */
  @Override
  public void close() {
    done = true;
  }
}
