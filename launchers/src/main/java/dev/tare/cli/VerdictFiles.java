package dev.tare.cli;

import dev.tare.compare.Compared;
import dev.tare.compare.Gate;
import dev.tare.report.GateJUnit;
import dev.tare.report.GateSummary;
import dev.tare.result.io.AtomicFile;
import dev.tare.result.io.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/**
 * The files in which a gate says what came of it: the verdict, or why there is none. What an
 * earlier gate said is never left in them.
 */
final class VerdictFiles implements AutoCloseable {
  private static final String JUNIT = "--junit";
  private static final String MARKDOWN = "--markdown";

  @Option(
      names = JUNIT,
      paramLabel = "FILE",
      description =
          "Write JUnit XML too, a test case for each judged row; where nothing can be judged, an"
              + " error.")
  private Path junit;

  @Option(
      names = MARKDOWN,
      paramLabel = "FILE",
      description = "Write a summary for a pull request too.")
  private Path markdown;

  private boolean begun;
  private boolean written;

  void check(Collection<Path> inputs, ExportOption exports) {
    List<Path> taken = new ArrayList<>(inputs);
    Target.check(JUNIT, junit, taken);
    Target.check(MARKDOWN, markdown, taken);
    exports.check(taken);
  }

  /** Removes what an earlier gate has left, so that a kill leaves no verdict that is none. */
  void begin(ExportOption exports) {
    begun = true;
    Stream.concat(Stream.of(junit, markdown).filter(Objects::nonNull), exports.files().stream())
        .forEach(VerdictFiles::forget);
  }

  /** Tells whether nothing is left in them of an earlier gate. */
  boolean hasBegun() {
    return begun;
  }

  /** Has an interruption said, unless there is a verdict by then. */
  void tellInterruption() {
    Cleanup.closing(this);
  }

  private static void forget(Path file) {
    try {
      // What is linked or no file, such as a pipe, is somebody else's.
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw CommandFailure.unwritten("", file, e);
    }
  }

  void write(Compared compared, Gate gate, GateSummary summary) {
    written = true;
    write(JUNIT, junit, GateJUnit.of(compared, gate, summary.hasFailures()));
    write(MARKDOWN, markdown, summary.markdown());
  }

  /** Says why there is no verdict, once it is known that nothing that is read is overwritten. */
  void failed(String why) {
    if (!begun || written) {
      return;
    }
    written = true;
    String line = BadInput.oneLine(why);
    try {
      write(JUNIT, junit, GateJUnit.failed(line));
      write(MARKDOWN, markdown, GateSummary.failed(line));
    } catch (CommandFailure e) {
      // What went wrong first is told; what an earlier gate said is gone.
    }
  }

  static void write(String option, Path file, String text) {
    if (file == null) {
      return;
    }
    try {
      AtomicFile.replace(file, text);
    } catch (IOException e) {
      throw CommandFailure.unwritten(option, file, e);
    }
  }

  @Override
  public void close() {
    failed("it ended, or was interrupted, before anything could be judged");
  }
}
