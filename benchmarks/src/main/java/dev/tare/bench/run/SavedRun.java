package dev.tare.bench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * A run whose result file holds, at any moment, all that is finished: also when a benchmark fails,
 * and when the run is interrupted.
 */
public final class SavedRun {
  /**
   * Says where JMH writes its own: it empties the file first and fills it at the end of the run,
   * and a kill in between would leave nothing.
   */
  private static final String NOWHERE = "/dev/null";

  private final CapturedRun run;
  private final ResultFile file;
  private final LatencyFile latencies;
  private final RunListener listener;
  private final PrintStream err;
  private final List<Finished> ended = new ArrayList<>();
  private IOException notSaved;
  private IOException latenciesNotSaved;
  private volatile boolean interrupted;

  /**
   * @param options what to run; a result file that it names is not written
   * @param console where JMH prints
   * @param file where the results go; the latencies go beside it, {@code *.hlog}
   * @param type the format of the results
   * @param listener is told of progress
   * @param err gets a line when the run is interrupted
   */
  public SavedRun(
      Options options,
      OutputFormat console,
      Path file,
      ResultFormatType type,
      RunListener listener,
      PrintStream err)
      throws IOException {
    Options withoutFile = new OptionsBuilder().parent(options).result(NOWHERE).build();
    this.file = new ResultFile(file, type);
    this.run = new CapturedRun(withoutFile, saying(console, file), new Saving());
    this.file.checkWritable();
    this.latencies = LatencyFile.beside(file);
    this.listener = listener;
    this.err = err;
  }

  /** JMH's last line says where the results are; it is told of another file. */
  private static OutputFormat saying(OutputFormat console, Path file) {
    return new ForwardingFormat(console) {
      @Override
      public void println(String line) {
        super.println(line.endsWith(" " + NOWHERE) ? line.replace(NOWHERE, file.toString()) : line);
      }
    };
  }

  /**
   * Runs to the end, whatever fails on the way.
   *
   * @return all benchmarks, finished and failed
   * @throws IOException when not all that was measured could be saved
   */
  public List<Finished> run() throws RunnerException, IOException {
    Thread hook = new Thread(this::interrupted, "save what is finished");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      run.run();
    } finally {
      run.soFar();
      removeHook(hook);
      latencies.close();
    }
    checkSaved("results", notSaved);
    checkSaved("latencies", latenciesNotSaved);
    return List.copyOf(ended);
  }

  private static void checkSaved(String what, IOException failure) throws IOException {
    if (failure != null) {
      throw new IOException(what + " are not saved: " + failure.getMessage(), failure);
    }
  }

  /** A write that failed is made up for the next time, with all that came before. */
  private synchronized void save() {
    try {
      file.write(ended);
      notSaved = null;
    } catch (IOException e) {
      notSaved = e;
    }
  }

  void interrupted() {
    interrupted = true;
    run.soFar();
    boolean measured = ended.stream().anyMatch(one -> !one.forks().isEmpty());
    err.println(
        "tare: interrupted; "
            + (measured ? "what was finished is in " + file.file() : "nothing has been measured"));
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The shutdown that the hook is for has begun; it does the saving.
      return;
    }
  }

  final class Saving implements RunListener {
    @Override
    public void started(BenchmarkParams params) {
      listener.started(params);
    }

    @Override
    public void ended(Finished benchmark) {
      if (interrupted && benchmark.forks().isEmpty()) {
        // It is not done, and an empty result would look like one of which all failed.
        return;
      }
      ended.add(benchmark);
      save();
      try {
        latencies.append(benchmark);
      } catch (IOException e) {
        latenciesNotSaved = e;
      }
      listener.ended(benchmark);
    }
  }
}
