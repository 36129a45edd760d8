package dev.tare.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvIT {
  @TempDir Path folder;

  @Test
  void engineThatHangsIsNamedAndTheOthersAreAnswered() throws Exception {
    Path engines = Files.createDirectory(folder.resolve("engines"));
    Path docker = Files.writeString(engines.resolve("docker"), "#!/bin/sh\nsleep 600\n");
    Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    // Before it hung as long as two minutes, which is as long as this waits.
    Jar jar = new Jar(folder).env("PATH", engines + ":" + System.getenv("PATH")).within(120);
    Jar.Ended ended = jar.run("env");
    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(ended.out())
        .containsPattern("(?m)^no +docker ")
        .contains("it hangs (no end after 10 s): docker info")
        .containsPattern("(?m)^yes +bare ")
        .containsPattern("(?m)^(yes|no ) +ssh ");
    assertThat(Traces.of(ended.pid())).isEmpty();

    Jar.Ended clean =
        new Jar(folder)
            .env("PATH", engines + ":" + System.getenv("PATH"))
            .run("env", "--clean", "--dry-run");
    assertThat(clean.exit()).as("what could not be asked is not clean").isEqualTo(ExitCode.FAILED);
    assertThat(clean.err()).contains("docker cannot be asked: it hangs (no end after 10 s)");
  }
}
