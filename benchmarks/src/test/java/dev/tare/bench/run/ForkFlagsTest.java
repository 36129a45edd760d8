package dev.tare.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkFlagsTest {
  @TempDir Path jdk;

  private Path jdkOf(String version) throws IOException {
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
    Path bin = Files.createDirectories(jdk.resolve("bin"));
    return Files.createFile(bin.resolve("java"));
  }

  @Test
  void jdk17RefusesTheUnsafeFlagSoItDoesNotGetIt() throws IOException {
    assertThat(ForkFlags.of(jdkOf("17.0.15")))
        .containsExactly("--enable-native-access=ALL-UNNAMED");
  }

  @Test
  void jdk25WarnsWithoutTheUnsafeFlagSoItGetsIt() throws IOException {
    assertThat(ForkFlags.of(jdkOf("25.0.3")))
        .containsExactly(
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
  }

  @Test
  void aProgramThatIsNotThereIsSaidToBe() {
    assertThatThrownBy(() -> ForkFlags.feature(Path.of("/nope/java")))
        .isInstanceOf(IOException.class)
        .hasMessage("-jvm /nope/java: there is no such program");
  }

  @Test
  void versionsOfAllAgesAreRead() throws IOException {
    assertThat(ForkFlags.parse("JAVA_VERSION=\"1.8.0_392\"")).isEqualTo(8);
    assertThat(ForkFlags.parse("openjdk version \"26-ea\" 2026-03-17")).isEqualTo(26);
    assertThatThrownBy(() -> ForkFlags.parse("no java here"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no java here");
  }

  @Test
  void ownJdkIsKnownWithoutAsking() throws IOException {
    Path own = Path.of(System.getProperty("java.home"), "bin", "java");
    assertThat(ForkFlags.feature(own)).isEqualTo(Runtime.version().feature());
  }
}
