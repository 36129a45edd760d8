package dev.tare.bench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
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

  /** Replaces the file as a whole: a reader, or a kill, never sees half of it. */
  void write(List<Finished> benchmarks) throws IOException {
    List<RunResult> results = new ArrayList<>();
    for (Finished benchmark : benchmarks) {
      List<BenchmarkResult> forks = new ArrayList<>();
      for (List<MeasuredIteration> iterations : benchmark.forks()) {
        forks.add(
            new BenchmarkResult(
                benchmark.params(), iterations.stream().map(MeasuredIteration::result).toList()));
      }
      if (!forks.isEmpty()) {
        results.add(new RunResult(benchmark.params(), forks));
      }
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (PrintStream out = new PrintStream(part.toFile(), StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(type, out).writeOut(results);
      if (out.checkError()) {
        throw new IOException("cannot write " + part + ": is the disk full?");
      }
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
