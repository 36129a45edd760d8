package dev.tare.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The libraries as built need nothing that glibc 2.28 does not have. */
class LibraryFloorTest {
  private static final Pattern VERSION = Pattern.compile("\\bGLIBC_2\\.(\\d+)");
  private static final Pattern FOREIGN_VERSION = Pattern.compile("\\b(GLIBC_PRIVATE|GCC_[0-9.]+)");
  private static final Pattern NEEDED = Pattern.compile("\\(NEEDED\\).*\\[(.+)]");

  @ParameterizedTest
  @ValueSource(strings = {"linux-x86-64", "linux-aarch64"})
  void noSymbolIsNewerThanTheFloor(String platform) throws Exception {
    String versions = readelf("--version-info", library(platform));
    assertThat(VERSION.matcher(versions).results().map(m -> Integer.valueOf(m.group(1))))
        .isNotEmpty()
        .allMatch(minor -> minor <= 28);
    assertThat(FOREIGN_VERSION.matcher(versions).results().map(MatchResult::group)).isEmpty();
  }

  /**
   * Before glibc 2.34 the symbols of threads lie in libpthread: it has to be asked for. Its part
   * for mathematics is always there too.
   */
  @ParameterizedTest
  @ValueSource(strings = {"linux-x86-64", "linux-aarch64"})
  void onlyTheCLibraryAndItsThreadsAreNeeded(String platform) throws Exception {
    String dynamic = readelf("--dynamic", library(platform));
    assertThat(NEEDED.matcher(dynamic).results().map(m -> m.group(1)))
        .contains("libpthread.so.0", "libc.so.6")
        .isSubsetOf(
            "libpthread.so.0",
            "libm.so.6",
            "libc.so.6",
            "ld-linux-x86-64.so.2",
            "ld-linux-aarch64.so.1");
  }

  private static Path library(String platform) {
    Path library = Path.of("target", "classes", platform, "libtareprobes.so");
    assumeTrue(
        Files.exists(library) || platform.equals(LibraryFile.platform()),
        "no cross compiler, so no library for " + platform);
    return library;
  }

  private static String readelf(String question, Path library)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("readelf", "--wide", question, library.toString()));
    builder.environment().put("LC_ALL", "C");
    builder.redirectErrorStream(true);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return abort("no readelf here: apt-get install binutils");
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
