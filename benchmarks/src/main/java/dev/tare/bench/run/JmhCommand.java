package dev.tare.bench.run;

import dev.tare.result.StartedAs;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.ProfilersFailedException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * JMH's whole command line, unchanged, but for three things: our capture is on, what is finished is
 * in the result file at any moment, and a benchmark that fails is a failure of the command.
 */
public final class JmhCommand {
  /** Describes how a command ends; what its exit code is, the command line knows. */
  public enum End {
    /** Is done. */
    DONE,
    /** Is wrong usage, or no benchmark matches. */
    USAGE,
    /** A benchmark, or the run, failed. */
    FAILED
  }

  private static final List<String> ALL = List.of(".*");
  private static final Pattern EVERY = Pattern.compile("");

  private final PrintStream out;
  private final PrintStream err;

  public JmhCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Runs to the end.
   *
   * @param args as JMH takes them
   */
  public End run(String... args) {
    try {
      return run(JmhOptions.parsed(args), args);
    } catch (CommandLineOptionException e) {
      err.println("tare: " + e.getMessage() + "; -h lists JMH's options");
      return End.USAGE;
    }
  }

  private End run(CommandLineOptions options, String... args) {
    try {
      if (lists(options)) {
        return End.DONE;
      }
      Optional<String> refusal = refusal(options, args);
      if (refusal.isPresent()) {
        err.println("tare: " + refusal.get());
        return End.USAGE;
      }
      return measure(options);
    } catch (PatternSyntaxException e) {
      err.println(
          "tare: not a regular expression: " + e.getPattern() + " (" + e.getDescription() + ")");
      return End.USAGE;
    } catch (ProfilersFailedException e) {
      err.println("tare: a profiler cannot be used here: " + deepest(e) + "; -lprof lists them");
      return End.FAILED;
    } catch (RunnerException e) {
      err.println("tare: " + said(e));
      return End.FAILED;
    } catch (IOException e) {
      err.println("tare: " + e.getMessage());
      return End.FAILED;
    }
  }

  private boolean lists(CommandLineOptions options) throws IOException {
    if (options.shouldHelp()) {
      options.showHelp();
      out.println("Verbs of Tare besides: " + StartedAs.command() + " help");
    } else if (options.shouldList()) {
      new Runner(options).list();
    } else if (options.shouldListWithParams()) {
      new Runner(options).listWithParams(options);
    } else if (options.shouldListProfilers()) {
      options.listProfilers();
    } else if (options.shouldListResultFormats()) {
      options.listResultFormats();
    } else {
      return false;
    }
    return true;
  }

  /**
   * Says what is misspelt or not taken, before any lock is taken. JMH measures with the default
   * what is given for a parameter that no benchmark has.
   */
  private static Optional<String> refusal(CommandLineOptions options, String... args) {
    List<String> includes = options.getIncludes().isEmpty() ? ALL : options.getIncludes();
    List<ParamValues> params =
        IntStream.range(1, args.length)
            .filter(i -> args[i - 1].equals("-p"))
            .mapToObj(i -> args[i].split("=", 2))
            .map(p -> new ParamValues(EVERY, p[0], List.of(p[p.length - 1].split(",", -1))))
            .toList();
    List<OneRun> runs = Catalogue.runs(includes, options.getExcludes(), params, 1);
    return runs.isEmpty()
        ? Optional.of(Catalogue.noneMatches(includes))
        : params.stream().flatMap(param -> ParamCheck.wrong(param, runs).stream()).findFirst();
  }

  private End measure(CommandLineOptions options) throws RunnerException, IOException {
    RunLock.check();
    PrintStream printed = console(options);
    OutputFormat console =
        OutputFormatFactory.createFormatInstance(
            printed, options.verbosity().orElse(Defaults.VERBOSITY));
    Optional<Path> file = resultFile(options);
    List<Finished> benchmarks =
        file.isPresent()
            ? new SavedRun(options, console, file.get(), type(options), new RunListener() {}, err)
                .run()
            : new CapturedRun(options, console, new RunListener() {}).run();
    if (options.getOutput().hasValue() && printed.checkError()) {
      throw new IOException(
          "-o " + options.getOutput().get() + ": not all could be written; is the disk full?");
    }
    return report(benchmarks);
  }

  private End report(List<Finished> benchmarks) {
    List<String> failures = Failures.lines(benchmarks);
    failures.forEach(line -> err.println("tare: " + line));
    return failures.isEmpty() ? End.DONE : End.FAILED;
  }

  private PrintStream console(CommandLineOptions options) throws IOException {
    if (options.getOutput().hasValue()) {
      return new PrintStream(
          new FileOutputStream(options.getOutput().get()), true, StandardCharsets.UTF_8);
    }
    // JMH closes what it prints to.
    return new PrintStream(out, true) {
      @Override
      public void close() {
        flush();
      }
    };
  }

  private static Optional<Path> resultFile(CommandLineOptions options) {
    if (!options.getResult().hasValue() && !options.getResultFormat().hasValue()) {
      return Optional.empty();
    }
    String extension = type(options).toString().toLowerCase(Locale.ROOT);
    return Optional.of(
        Path.of(options.getResult().orElse(Defaults.RESULT_FILE_PREFIX + "." + extension)));
  }

  private static ResultFormatType type(CommandLineOptions options) {
    return options.getResultFormat().orElse(Defaults.RESULT_FORMAT);
  }

  private static String said(RunnerException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith("Benchmark caught") ? deepest(e) : message;
  }

  private static String deepest(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null || cause.getSuppressed().length > 0) {
      cause = cause.getCause() != null ? cause.getCause() : cause.getSuppressed()[0];
    }
    return String.valueOf(cause.getMessage());
  }
}
