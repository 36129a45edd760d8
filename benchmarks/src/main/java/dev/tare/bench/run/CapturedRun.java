package dev.tare.bench.run;

import dev.tare.bench.capture.CaptureProfiler;
import dev.tare.bench.disk.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Utils;

/** One run of JMH, in this process, with everything captured that this suite captures. */
public final class CapturedRun {
  private final Options options;
  private final TrackingFormat format;

  /**
   * @param options what to run; the capture and the forks' flags are added here
   * @param console where JMH prints
   * @param listener is told of progress, from JMH's own thread
   * @throws IOException when the forks' java program does not answer, or JMH's temporary files have
   *     no place
   */
  public CapturedRun(Options options, OutputFormat console, RunListener listener)
      throws IOException {
    checkTemporaryFolder();
    this.options = captured(options);
    this.format = new TrackingFormat(new HeadlineFormat(console), listener, InstantSource.system());
  }

  /**
   * Runs to the end, whatever fails on the way.
   *
   * @return all benchmarks, finished and failed
   * @throws RunnerException when there is nothing to run, another run has JMH's lock (see {@link
   *     RunLock}), or a failure was to end the run
   */
  public List<Finished> run() throws RunnerException {
    CompilerBlackholes.know();
    DataFile.expect();
    new Runner(options, format).run();
    return soFar();
  }

  /** All benchmarks that have ended; the one that is running counts as failed. */
  public List<Finished> soFar() {
    return format.finish();
  }

  /** Refuses, in one line with the remedy, where JMH's temporary files have no place. */
  public static void checkTemporaryFolder() throws IOException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    if (!Files.isWritable(folder)) {
      throw new IOException(
          "the temporary folder "
              + folder
              + " cannot be written: name another with java -Djava.io.tmpdir=DIR, or start the"
              + " container with --tmpfs /tmp:exec");
    }
  }

  private static Options captured(Options user) throws IOException {
    OptionsBuilder options = new OptionsBuilder();
    options.parent(user);
    String profiler = CaptureProfiler.class.getCanonicalName();
    if (user.getProfilers().stream().noneMatch(p -> p.getKlass().equals(profiler))) {
      options.addProfiler(CaptureProfiler.class, String.valueOf(ProcessHandle.current().pid()));
    }
    Path jvm = Path.of(user.getJvm().orElse(Utils.getCurrentJvm()));
    List<String> flags = new ArrayList<>(ForkFlags.of(jvm));
    if (user.getJvmArgsPrepend().hasValue()) {
      flags.addAll(user.getJvmArgsPrepend().get());
    }
    options.jvmArgsPrepend(flags.toArray(String[]::new));
    return options.build();
  }
}
