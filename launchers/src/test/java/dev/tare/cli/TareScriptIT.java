package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.launch.Command;
import dev.tare.launch.Ended;
import dev.tare.launch.Environment;
import dev.tare.launch.Host;
import dev.tare.launch.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The script at the root, in a folder of its own that holds the jar, or what Maven cannot build.
 */
class TareScriptIT {
  private static final List<String> OF_EVERY_SYSTEM =
      List.of("dirname", "find", "grep", "head", "id", "mktemp", "mv", "readlink", "rm", "sed");

  private final Host host = new Host(new Places("", "", "", "", "", ""));

  @TempDir Path folder;
  private Path jar;
  private Path pom;

  @BeforeEach
  void aTree() throws IOException {
    Files.copy(Path.of("..", "tare"), folder.resolve("tare"), StandardCopyOption.COPY_ATTRIBUTES);
    pom = Files.writeString(folder.resolve("pom.xml"), "no model");
    for (String module : List.of("config", "one/src")) {
      Files.createDirectories(folder.resolve(module));
    }
    Files.writeString(folder.resolve("one/pom.xml"), "");
    jar = folder.resolve("target/benchmarks.jar");
    Files.createDirectory(jar.getParent());
  }

  private Ended tare(String... words) throws IOException {
    return host.run(Command.of(folder.resolve("tare").toString()).and(words), Environment.PATIENCE);
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void aJarThatIsNewerThanItsSourcesRunsAtOnceAndItsExitCodeIsTheScripts() throws IOException {
    Files.copy(Jar.FILE, jar);

    Ended version = tare("--version");
    assertThat(version.out()).startsWith("Tare ");
    assertThat(version.err()).isEmpty();
    assertThat(tare("help", "quick").out()).startsWith("Usage: tare quick");
    assertThat(jar.resolveSibling("classes.jsa")).isNotEmptyFile();
    assertThat(tare("diff", "none.json", "nor.json").exit()).isEqualTo(ExitCode.USAGE);
    assertThat(tare("quick", "--blocks=0").exit()).isEqualTo(ExitCode.USAGE);
    try (var left = Files.list(jar.getParent())) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void aSourceThatIsNewerIsBuiltAndABuildThatFailsIsSaid() throws IOException {
    Files.copy(Jar.FILE, jar);
    Files.setLastModifiedTime(pom, FileTime.from(Instant.now().plusSeconds(60)));

    Ended ended = tare("--version");
    assertThat(ended.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.err())
        .startsWith("tare: builds")
        .contains("pom.xml", "tare: the build failed");
    assertThat(ended.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "apt-get, 'apt-get install maven gcc, or as root: ./tare -y'",
    "dnf, 'dnf install maven gcc (untried)'",
    "zypper, 'zypper install maven gcc (untried)'",
    "pacman, 'pacman -S maven gcc (untried)'",
    "none, 'on Debian: apt-get install maven gcc'"
  })
  void whatIsMissingIsOneLineWithTheCommandThatInstallsIt(String manager, String remedy)
      throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String program : OF_EVERY_SYSTEM) {
      program(bin.resolve(program), "exec /usr/bin/" + program + " \"$@\"");
    }
    program(bin.resolve(manager), "exit 1");

    for (String verb : List.of("quick", "test")) {
      Ended ended =
          host.run(
              Command.of("env", "-i", "PATH=" + bin, "JAVA_HOME=" + System.getProperty("java.home"))
                  .and("/bin/sh", folder.resolve("tare").toString(), verb),
              Environment.PATIENCE);
      assertThat(ended.exit()).isEqualTo(ExitCode.FAILED);
      assertThat(ended.err().strip())
          .isEqualTo("tare: missing: Maven from 3.8, a C compiler; install: " + remedy);
    }
  }
}
