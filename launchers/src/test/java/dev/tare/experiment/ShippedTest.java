package dev.tare.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tare.userland.Pack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedTest {
  @TempDir Path folder;

  @Test
  void aPackIsLinkedAndTheJarThatABuildMayReplaceIsCopied() throws IOException {
    Path jar = Files.writeString(folder.resolve("any.jar"), "a jar");
    Path cached = Files.createDirectories(folder.resolve("cache/usr/bin"));
    Path program = Files.writeString(cached.resolve("program"), "#!/bin/sh");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Pack pack =
        new Pack(
            "any",
            "1111",
            new TreeMap<>(Map.of("any", "1")),
            new TreeMap<>(Map.of("usr/bin/program", "2222")),
            folder.resolve("cache"));
    Path target = Files.createDirectory(folder.resolve("shipped"));
    new Shipped(jar, Map.of(), List.of(pack)).copy(target);
    Path there = target.resolve(Pack.SHIPPED).resolve("any/usr/bin/program");
    assertThat(inode(there)).isEqualTo(inode(program));
    assertThat(Files.isExecutable(there)).isTrue();
    assertThat(inode(target.resolve(TrialPlan.JAR))).isNotEqualTo(inode(jar));
    Files.delete(there);
    assertThat(program).exists();
  }

  private static Object inode(Path file) throws IOException {
    return Files.getAttribute(file, "unix:ino");
  }
}
