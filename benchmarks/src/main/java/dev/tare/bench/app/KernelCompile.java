package dev.tare.bench.app;

import dev.tare.bench.capture.NeedsPack;
import dev.tare.bench.capture.Once;
import dev.tare.bench.capture.Takes;
import dev.tare.bench.capture.TakesAbout;
import dev.tare.probe.TimedCommand;
import dev.tare.proc.ShellText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How long does it take to compile Linux?
 *
 * <p>One {@code make vmlinux} of Debian's sources with Debian's compiler, as many at once as there
 * are processors (Chaufournier 2016, Fig. 3a, which has the default configuration). Thousands of
 * short processes, small files and much memory touched once: expect a container as fast as the
 * host, and a guest slower by what processes and their pages cost it (theirs: within 3 %).
 *
 * <p>The sources are unpacked and configured, untimed, into the folder of the data, and go with the
 * fork; what an earlier run made is cleaned away before the next.
 *
 * <p>{@code java -jar target/benchmarks.jar matrix --benchmarks app.KernelCompile}
 */
@Once
@NeedsPack("kernel")
@TakesAbout(preparing = 18, invocation = 90)
@TakesAbout(where = "config=defconfig", preparing = 20, invocation = 1800)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class KernelCompile extends ProgramBenchmark {
  private static final String PACK = "kernel";
  private static final String SOURCES = "usr/src/linux-source-6.1.tar.xz";
  private static final String TREE = "linux-source-6.1";
  private static final String COMPILER = "x86_64-linux-gnu-gcc-12";
  private static final Map<String, String> BINUTILS =
      Map.of(
          "AR", "ar",
          "HOSTAR", "ar",
          "LD", "ld",
          "NM", "nm",
          "OBJCOPY", "objcopy",
          "OBJDUMP", "objdump",
          "READELF", "readelf",
          "STRIP", "strip");
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Includes the sources, which take 1.4 GB. */
  private static final long TINY_BYTES = 2L << 30;

  private static final long DEFAULT_BYTES = 5L << 30;

  /** Says which parts of the kernel. */
  @Param("tinyconfig")
  @Takes("tinyconfig|defconfig")
  public String config;

  /** Says how many work at once; 0: one for each processor that the fork is told to have. */
  @Param("0")
  public int workers;

  private WorkFolder folder;
  private Path tools;
  private boolean made;

  @Override
  protected TimedCommand open() throws IOException {
    Software pack = Software.of(PACK);
    tools = pack.folder().orElseThrow(() -> pack.absent("the compiler"));
    folder = WorkFolder.make(config.equals("tinyconfig") ? TINY_BYTES : DEFAULT_BYTES);
    String sources = tools.resolve(SOURCES).toString();
    runOnce(
        "unpacking",
        ShellText.words(
            KernelCompile.class, "unpack", List.of(sources, folder.file("").toString())));
    runOnce("make " + config, make(config));
    int jobs = workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
    List<String> words = new ArrayList<>(make("vmlinux"));
    words.add("-j" + jobs);
    return command("make vmlinux", words, Duration.ofSeconds(timeout));
  }

  /**
   * Finds it by whole paths: busybox, where it is the shell, would take its own programs of such
   * names.
   */
  private List<String> make(String target) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of(tool("make"), "-s", "-C", folder.file(TREE).toString()));
    words.addAll(
        List.of("CC=" + tool(COMPILER), "HOSTCC=" + tool(COMPILER) + " --sysroot=" + tools));
    BINUTILS.forEach((variable, program) -> words.add(variable + "=" + tool(program)));
    words.add(target);
    return words;
  }

  private String tool(String name) {
    return tools.resolve("usr/bin").resolve(name).toString();
  }

  private TimedCommand command(String name, List<String> words, Duration limit) {
    Map<String, String> variables = new HashMap<>(Software.of(PACK).variables());
    variables.put("PATH", tools.resolve("usr/bin") + ":" + System.getenv("PATH"));
    variables.put("M4", tool("m4"));
    variables.put("BISON_PKGDATADIR", tools.resolve("usr/share/bison").toString());
    variables.put("KBUILD_BUILD_TIMESTAMP", "2000-01-01");
    variables.put("KBUILD_BUILD_USER", "tare");
    variables.put("KBUILD_BUILD_HOST", "tare");
    return TimedCommand.open(
        new TimedCommand.Asked(name, words, variables, limit, "-p timeout=SECONDS"));
  }

  private void runOnce(String name, List<String> words) {
    try (TimedCommand one = command(name, words, PATIENCE)) {
      one.run(false);
    }
  }

  /** Before each run, untimed. */
  @Setup(Level.Invocation)
  public void clean() {
    if (made) {
      runOnce("make clean", make("clean"));
    }
    made = true;
  }

  /** Measures one kernel; returns its exit code. */
  @Benchmark
  public int compile() throws IOException {
    return run();
  }

  @Override
  protected void closed() throws IOException {
    if (folder == null) {
      return;
    }
    try (WorkFolder removed = folder) {
      if (made && !Files.isRegularFile(removed.file(TREE).resolve("vmlinux"))) {
        throw new IllegalStateException("make vmlinux ended with 0 and made no vmlinux");
      }
    }
  }
}
