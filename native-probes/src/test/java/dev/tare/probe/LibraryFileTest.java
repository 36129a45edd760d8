package dev.tare.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryFileTest {
  private static final String FOLDER = "tare.native.dir";

  private String before;

  @BeforeEach
  void keep() {
    before = System.getProperty(FOLDER);
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(FOLDER);
    } else {
      System.setProperty(FOLDER, before);
    }
  }

  @Test
  void theLibraryIsPutIntoTheNamedFolderAndForgotten(@TempDir Path folder) throws IOException {
    assumeTrue(Mounts.obstacle(folder) == null, "the temporary folder takes no library");
    System.setProperty(FOLDER, folder.toString());
    Path file = LibraryFile.extracted();
    assertThat(file).hasParent(folder);
    assertThat(Files.readAllBytes(file)).startsWith(0x7f, 'E', 'L', 'F');
    LibraryFile.forget(file);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatTakesNoLibraryIsNamedWithTheReasonAndTheRemedy() throws IOException {
    Path proc = Path.of("/proc");
    assumeTrue(
        Mounts.isNoexec(Files.readAllLines(Path.of("/proc/self/mountinfo")), proc),
        "/proc is not mounted noexec here");
    assumeTrue(Files.isWritable(proc), "only root may write to /proc");
    System.setProperty(FOLDER, "/proc");
    assertThatThrownBy(LibraryFile::extracted)
        .isInstanceOf(ProbeException.class)
        .hasMessageContaining("/proc (noexec)")
        .hasMessageEndingWith("-Dtare.native.dir=DIR");
  }

  @Test
  void aFolderThatIsNotThereIsNamed(@TempDir Path folder) {
    System.setProperty(FOLDER, folder.resolve("absent").toString());
    assertThatThrownBy(LibraryFile::extracted).hasMessageContaining("absent (is not there)");
  }

  @ParameterizedTest
  @CsvSource({
    "/lib/libc.so.6: version `GLIBC_2.27' not found, glibc 2.28 or newer",
    "failed to map segment from shared object, is noexec",
    "x.so: Operation not permitted, -Dtare.native.dir=DIR",
    "undefined symbol: nothing, do not load: undefined symbol: nothing",
  })
  void whatTheLoaderSaysBecomesOneLineWithTheCause(String said, String diagnosis) {
    assertThat(LibraryFile.diagnosis(new UnsatisfiedLinkError(said + "\nmore")))
        .contains(diagnosis)
        .doesNotContain("\n");
  }

  @Test
  void thisPlatformHasALibrary() {
    assertThat(LibraryFile.class.getResource("/" + LibraryFile.platform() + "/libtareprobes.so"))
        .isNotNull();
  }
}
