package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a failed build is said to have said. */
class BuildLogTest {
  @TempDir Path temp;

  private BuildLog log(String... lines) throws IOException {
    Path file = Files.write(temp.resolve("build.log"), List.of(lines));
    return BuildLog.read(file, Path.of("/tmp/tare-1/candidate"));
  }

  @Test
  void ofMavensItIsTheFirstErrorWithAPlaceInTheProjectAndWithoutColours() throws IOException {
    BuildLog log =
        log(
            "[\33[1;33mWARNING\33[m] old",
            "[\33[1;31mERROR\33[m] COMPILATION ERROR : ",
            "[\33[1;31mERROR\33[m] /tmp/tare-1/candidate/src/A.java:[12,5] ';' expected",
            "[\33[1;31mERROR\33[m] ",
            "[\33[1;31mERROR\33[m] Failed to execute goal a:b:3.8.0:compile",
            "\33[0m\33[0m");
    assertThat(log.why()).hasValue("[ERROR] src/A.java:[12,5] ';' expected");
    assertThat(log.telling())
        .containsExactly(
            "[ERROR] COMPILATION ERROR :",
            "[ERROR] src/A.java:[12,5] ';' expected",
            "[ERROR] Failed to execute goal a:b:3.8.0:compile");
  }

  @Test
  void ofOthersItIsWhatACompilerSays() throws IOException {
    assertThat(log("cc -c a.c", "a.c:3:1: error: unknown type", "make: *** [all] Error 1").why())
        .hasValue("a.c:3:1: error: unknown type");
    assertThat(log("FAILURE: Build failed", "* What went wrong:").why())
        .hasValue("FAILURE: Build failed");
  }

  @Test
  void whereNothingIsAnErrorItIsTheEnd() throws IOException {
    String[] lines = IntStream.range(0, 99).mapToObj(i -> "line " + i).toArray(String[]::new);
    BuildLog log = log(lines);
    assertThat(log.why()).hasValue("line 98");
    assertThat(log.telling()).hasSize(20).endsWith("line 98");
    assertThat(log("", "\33[0m").why()).isEmpty();
  }
}
