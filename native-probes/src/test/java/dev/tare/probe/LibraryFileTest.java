package dev.tare.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    System.setProperty(FOLDER, folder.toString());
    Path file = LibraryFile.extracted();
    assertThat(file).hasParent(folder);
    assertThat(Files.readAllBytes(file)).startsWith(0x7f, 'E', 'L', 'F');
    LibraryFile.forget(file);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatIsNotThereIsNamed(@TempDir Path folder) {
    System.setProperty(FOLDER, folder.resolve("absent").toString());
    assertThatThrownBy(LibraryFile::extracted).hasMessageContaining("absent (is not there)");
  }

  @Test
  void aFileIsNoFolder(@TempDir Path folder) throws IOException {
    System.setProperty(FOLDER, Files.createFile(folder.resolve("file")).toString());
    assertThatThrownBy(LibraryFile::extracted).hasMessageContaining("file (is not there)");
  }

  @Test
  void thisProcessMapsItsCLibrary() {
    assertThat(LibraryFile.maps("libc.so")).isTrue();
    assertThat(LibraryFile.maps("libnothing.so")).isFalse();
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
