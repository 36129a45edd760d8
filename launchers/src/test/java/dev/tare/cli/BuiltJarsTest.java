package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What builds leave in the folder of a run. */
class BuiltJarsTest {
  @TempDir Path temp;

  private Path built(String run) throws IOException {
    Path folder = Files.createDirectories(temp.resolve(run).resolve("build"));
    Files.writeString(folder.resolve("baseline.jar"), "a jar");
    Files.writeString(folder.resolve("baseline.log"), "built");
    return folder;
  }

  @Test
  void ofARunThatNeverBeganNothingStaysAndOfOneThatDidAll() throws IOException {
    new BuiltJars(built("refused"), true).close();
    assertThat(temp.resolve("refused")).doesNotExist();
    new BuiltJars(built("given"), false).close();
    assertThat(temp.resolve("given")).isEmptyDirectory();
    Path begun = built("begun");
    Files.writeString(temp.resolve("begun/run.json"), "{}");
    new BuiltJars(begun, true).close();
    assertThat(begun.resolve("baseline.jar")).exists();
  }

  @Test
  void ofABuildThatFailedItsLogStays() throws IOException {
    Path folder = built("failed");
    new BuiltJars(folder, true).forget(true);
    assertThat(folder.toFile().list()).containsExactly("baseline.log");
  }
}
