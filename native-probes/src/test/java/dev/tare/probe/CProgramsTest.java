package dev.tare.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each program of src/test/c, as the compiler made it and, beside it, under the sanitizers. */
@Execution(ExecutionMode.CONCURRENT)
class CProgramsTest {
  private static final Path PROGRAMS = Path.of("target", "c-tests");
  private static final int SKIPPED = 77;
  private static final int LIMIT_SECONDS = 60;

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> plain() throws IOException {
    assertThat(programs("plain")).as("programs that build.sh made").isNotEmpty();
    return programs("plain").stream().map(this::test);
  }

  @TestFactory
  Stream<DynamicTest> sanitized() throws IOException {
    if (!Files.isDirectory(PROGRAMS.resolve("sanitized"))) {
      abort("this compiler has no address and undefined-behaviour sanitizers");
    }
    assertThat(programs("sanitized")).hasSameSizeAs(programs("plain"));
    return programs("sanitized").stream().map(this::test);
  }

  private static List<Path> programs(String kind) throws IOException {
    try (Stream<Path> files = Files.list(PROGRAMS.resolve(kind))) {
      return files.filter(file -> file.toString().endsWith("_test")).sorted().toList();
    }
  }

  private DynamicTest test(Path program) {
    return DynamicTest.dynamicTest(program.getFileName().toString(), () -> run(program));
  }

  private void run(Path program) throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(folder, "run");
    Path said = own.resolve("said.txt");
    Process process =
        new ProcessBuilder(program.toAbsolutePath().toString())
            .directory(own.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    String output = Files.readString(said).strip();
    if (!ended) {
      fail("still running after " + LIMIT_SECONDS + " s: " + output);
    } else if (process.exitValue() == SKIPPED) {
      abort(output);
    } else if (process.exitValue() != 0) {
      fail("exit " + process.exitValue() + ": " + output);
    }
  }
}
