package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was to be written and is not: said in one line, and never a success. */
class OutputIT {
  private static final String RUN = "kernel.Syscall -f 1 -wi 0 -i 1 -r 50ms";

  @TempDir Path folder;

  private Jar into(String redirected) {
    return new Jar(folder).under("sh", "-c", redirected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-l",
        "-lp",
        "-lprof",
        "-lrf",
        "-h",
        "--help",
        "facts --json",
        "serve --port 0",
        RUN
      })
  void standardOutputOnAFullDisk(String command) {
    Jar.Ended ended = into("exec \"$0\" \"$@\" >/dev/full").run(command.split(" "));
    assertThat(ended.exit()).as(ended.err()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.err().lines())
        .containsExactly("tare: standard output is cut short: No space left on device");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-l", "-h", "facts", RUN})
  void standardOutputWhoseReaderIsGone(String command) {
    // The other end has closed before the JVM is up.
    Jar.Ended ended =
        into("{ sleep 1; \"$0\" \"$@\"; echo exit $? >&2; } | true").run(command.split(" "));
    assertThat(ended.err().lines()).containsExactly("exit 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-rf json -rff /dev/full", "-o /dev/full"})
  void fileOfJmhsOnAFullDisk(String option) {
    Jar.Ended ended = new Jar(folder).run((RUN + " " + option).split(" "));
    assertThat(ended.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.err().lines()).singleElement().asString().contains("/dev/full", "full?");
    assertThat(Files.isRegularFile(Path.of("/dev/full"))).isFalse();
  }

  @Test
  void fullDiskLeavesNoCutFile() throws Exception {
    ThisHost.needsRoot();
    Path disk = Files.createDirectory(folder.resolve("disk"));
    command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString());
    try {
      Files.write(disk.resolve("fill"), new byte[60 << 10]);
      Jar.Ended results =
          new Jar(folder).run((RUN + " -rf json -rff " + disk + "/out.json").split(" "));
      assertThat(results.exit()).as(results.err()).isEqualTo(ExitCode.FAILED);
      assertThat(results.err().lines()).hasSize(1);
      Jar.Ended run =
          new Jar(folder).run("quick", "--benchmarks", "Syscall", "--out", disk + "/run");
      assertThat(run.exit()).isEqualTo(ExitCode.FAILED);
      assertThat(run.err().lines()).hasSize(1);
      Jar.Ended library = new Jar(folder).jvm("-Dtare.native.dir=" + disk).run(RUN.split(" "));
      assertThat(library.exit()).isEqualTo(ExitCode.FAILED);
      assertThat(library.err()).contains("No space left on device");
      assertThat(filesIn(disk)).containsExactly("fill");
    } finally {
      command("umount", disk.toString());
    }
  }

  /** As in a container without a locale: names would become question marks. */
  @Test
  void whatIsPrintedIsUtf8InThePosixLocale() throws IOException {
    Files.writeString(
        folder.resolve("a.json"),
        document("[1],[2],[3],[4],[5]").replace("a.B.c", "a.B.\u00b5\u4e2d"));
    Jar.Ended ended =
        new Jar(folder).env("LC_ALL", "C").env("LANG", "C").run("diff", "a.json", "a.json");
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("B.\u00b5\u4e2d", "1.000\u00d7").doesNotContain("?");
    Jar.Ended page = new Jar(folder).env("LC_ALL", "C").run("report", "a.json", "-o", "page.html");
    assertThat(page.exit()).as(page.err()).isZero();
    assertThat(folder.resolve("page.html")).content().contains("B.\u00b5\u4e2d");
  }

  @Test
  void heapThatIsTooSmallIsOneLineThatNamesTheOption() throws IOException {
    Path big = folder.resolve("big.json");
    StringBuilder rows = new StringBuilder("0");
    for (int i = 1; i < 3_000_000; i++) {
      rows.append(',').append(i % 10);
    }
    Files.writeString(big, document(rows.toString()));
    Jar.Ended ended = new Jar(folder).jvm("-Xmx16m").run("diff", "big.json", "big.json");
    assertThat(ended.exit()).as(ended.err()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.err().lines()).singleElement().asString().contains("-Xmx2g");
  }

  @Test
  void fiftyMegabytesAreReadInAHeapOf256() throws IOException {
    Path big = folder.resolve("big.json");
    String rest = ", " + "501.2512345678912,".repeat(40_000) + "501.5]";
    List<String> forks = IntStream.range(0, 72).mapToObj(i -> "[501." + (100 + i) + rest).toList();
    Files.writeString(big, document(String.join(",", forks)));
    assertThat(Files.size(big)).isGreaterThan(50_000_000);
    Jar.Ended ended = new Jar(folder).jvm("-Xmx256m").run("diff", "big.json", "big.json");
    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("no change");
    Jar.Ended gate =
        new Jar(folder).jvm("-Xmx256m").run("gate", "--allow-same", "big.json", "big.json");
    assertThat(gate.exit()).as(gate.err()).isZero();
    Jar.Ended page = new Jar(folder).jvm("-Xmx256m").run("report", "big.json", "-o", "page.html");
    if (page.exit() != ExitCode.DONE) {
      assertThat(page.exit()).isEqualTo(ExitCode.FAILED);
      assertThat(page.err().lines()).singleElement().asString().contains("-Xmx");
      assertThat(folder.resolve("page.html")).doesNotExist();
    }
  }

  private static String document(String values) {
    return "[{\"benchmark\":\"a.B.c\",\"mode\":\"avgt\",\"primaryMetric\":{\"scoreUnit\":\"ns/op\","
        + "\"rawData\":["
        + (values.startsWith("[") ? values : "[" + values + "]")
        + "]}}]";
  }

  private static Stream<String> filesIn(Path disk) throws IOException {
    try (Stream<Path> all = Files.walk(disk)) {
      return all
          .filter(Files::isRegularFile)
          .map(disk::relativize)
          .map(Path::toString)
          .toList()
          .stream();
    }
  }

  private static void command(String... line) throws Exception {
    Process process = new ProcessBuilder(line).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", line)).isZero();
  }
}
