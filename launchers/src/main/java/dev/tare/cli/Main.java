package dev.tare.cli;

import dev.tare.bench.run.JmhCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine;

/** Parses and delegates: to a verb, or to JMH. */
public final class Main {
  private static final Set<String> OURS = Set.of("--help", "--version", "-V");

  private static final String BROKEN_PIPE = "Broken pipe";

  /** A cause that other threads die of after the heap was too small is no news. */
  private static volatile boolean scarcitySaid;

  private Main() {}

  public static void main(String[] args) {
    // A server that is told to stop while it starts does as it was told.
    boolean serves = args.length > 0 && args[0].equals(ServeCommand.NAME);
    Cleanup.atExit(serves ? OptionalInt.of(ExitCode.DONE) : OptionalInt.empty());
    CheckedOutput out = CheckedOutput.standard();
    // JMH's output is elsewhere while it runs.
    PrintStream err = System.err;
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> ended(err, thread, e));
    // JMH's lists and helps know no other stream.
    System.setOut(out);
    Cleanup.exit(run(out, err, args));
  }

  /** JMH waits for ever for a fork whose link has no thread. */
  private static void ended(PrintStream err, Thread thread, Throwable e) {
    if (scarcitySaid) {
      return;
    }
    if (!(e instanceof OutOfMemoryError lack)) {
      err.print("Exception in thread \"" + thread.getName() + "\" ");
      e.printStackTrace(err);
      return;
    }
    err.println("tare: " + scarce(lack));
    try {
      Cleanup.exit(ExitCode.FAILED);
    } catch (OutOfMemoryError again) {
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
  }

  /**
   * Runs the whole tool.
   *
   * @return the exit code
   */
  public static int run(PrintStream out, PrintStream err, String... args) {
    return run(CheckedOutput.to(out, StandardCharsets.UTF_8), err, args);
  }

  /**
   * Runs it; what could not be printed is said, and no success. A reader that is gone has what it
   * wanted: nothing is said of that.
   */
  static int run(CheckedOutput out, PrintStream err, String... args) {
    int exit = exit(out, err, args);
    if (out.lost().isEmpty()) {
      return exit;
    }
    if (!out.lost().get().equals(BROKEN_PIPE)) {
      err.println("tare: standard output is cut short: " + out.lost().get());
    }
    return exit == ExitCode.INTERNAL || exit == ExitCode.USAGE ? exit : ExitCode.FAILED;
  }

  private static int exit(PrintStream out, PrintStream err, String... args) {
    try {
      return dispatched(out, err, args);
    } catch (OutOfMemoryError e) {
      err.println("tare: " + scarce(e));
      return ExitCode.FAILED;
    } catch (RuntimeException | Error e) {
      err.println("tare: a defect of this program, please report it with what follows");
      e.printStackTrace(err);
      return ExitCode.INTERNAL;
    }
  }

  /** Returns what there was too little of. The JVM has one error for its heap and for threads. */
  private static String scarce(OutOfMemoryError e) {
    scarcitySaid = true;
    return String.valueOf(e.getMessage()).contains("native thread")
        ? "no more threads may be started here: allow more processes with ulimit -u"
        : "the heap of "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MiB is too small for this: give more with java -Xmx, such as -Xmx2g";
  }

  /** Says why nothing can be kept or found in the current folder: its name cannot be written. */
  private static Optional<String> unnamedFolder() {
    String folder = System.getProperty("user.dir");
    Optional<String> refusal =
        Optional.of(
            "the name of the current folder, "
                + folder
                + ", cannot be written in this locale: set LC_ALL=C.UTF-8, or run it elsewhere");
    try {
      return Path.of(folder).isAbsolute() ? Optional.empty() : refusal;
    } catch (InvalidPathException e) {
      return refusal;
    }
  }

  private static int dispatched(PrintStream out, PrintStream err, String... args) {
    if (args.length == 0) {
      out.print(Overview.text());
      return ExitCode.DONE;
    }
    Optional<String> unnamed = OURS.contains(args[0]) ? Optional.empty() : unnamedFolder();
    if (unnamed.isPresent()) {
      err.println("tare: " + unnamed.get());
      return ExitCode.USAGE;
    }
    if (!OURS.contains(args[0]) && !Tare.isVerb(args[0])) {
      Optional<String> meant = Misspelt.verb(args[0], Tare.verbs());
      if (meant.isPresent()) {
        err.println("tare: " + meant.get());
        return ExitCode.USAGE;
      }
      return switch (new JmhCommand(out, err).run(args)) {
        case DONE -> ExitCode.DONE;
        case USAGE -> ExitCode.USAGE;
        case FAILED -> ExitCode.FAILED;
      };
    }
    CommandLine verbs = Tare.commandLine(args[0]);
    PrintWriter printed = new PrintWriter(out, true, StandardCharsets.UTF_8);
    verbs.setOut(printed);
    verbs.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    int exit = verbs.execute(args);
    printed.flush();
    return exit;
  }
}
