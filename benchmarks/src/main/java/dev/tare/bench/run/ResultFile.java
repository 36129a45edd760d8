package dev.tare.bench.run;

import dev.tare.result.io.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/** A JMH result file that holds, at any moment, all forks finished so far. */
final class ResultFile {
  private final Path file;
  private final ResultFormatType type;

  ResultFile(Path file, ResultFormatType type) {
    this.file = file.toAbsolutePath();
    this.type = type;
  }

  Path file() {
    return file;
  }

  /** Refuses before the run what could not be written after it. */
  void checkWritable() throws IOException {
    Path folder = file.getParent();
    boolean device = Files.exists(file) && !Files.isRegularFile(file);
    if (!device) {
      Files.createDirectories(folder);
    }
    if (Files.isDirectory(file) || !Files.isWritable(device ? file : folder)) {
      throw new IOException("cannot write " + file);
    }
  }

  /** Replaces the file as a whole: a reader, or a kill, never sees half of it. */
  void write(List<Finished> benchmarks) throws IOException {
    List<RunResult> results = results(benchmarks);
    AtomicFile.replace(file, out -> write(results, out));
  }

  private void write(List<RunResult> results, OutputStream out) throws IOException {
    PrintStream printed = new PrintStream(out, false, StandardCharsets.UTF_8);
    ResultFormatFactory.getInstance(type, printed).writeOut(results);
    if (printed.checkError()) {
      throw new IOException("cannot write " + file + ": is the disk full?");
    }
  }

  private static List<RunResult> results(List<Finished> benchmarks) {
    List<RunResult> results = new ArrayList<>();
    for (Finished benchmark : benchmarks) {
      BenchmarkParams params = UserPaths.own().without(benchmark.params());
      List<BenchmarkResult> forks = new ArrayList<>();
      for (List<MeasuredIteration> iterations : benchmark.forks()) {
        forks.add(
            new BenchmarkResult(
                params, iterations.stream().map(MeasuredIteration::result).toList()));
      }
      if (!forks.isEmpty()) {
        results.add(new RunResult(params, forks));
      }
    }
    return results;
  }
}
