package dev.tare.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.RunnerException;

/** What can lie where runs have their lock. */
@Timeout(60)
class RunLockTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("jmh.lock");
  }

  @Test
  void aNewOneIsEverybodys() throws Exception {
    RunLock.locked(file).close();
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-rw-rw-"));
  }

  @Test
  void whoHasItKeepsOthersOutUntilItIsClosed() throws Exception {
    try (FileChannel held = RunLock.locked(file)) {
      assertThat(held.isOpen()).isTrue();
      refused("another run has this machine", "-Djmh.ignoreLock=true");
    }
    RunLock.locked(file).close();
  }

  @Test
  void aFolderIsInTheWay() throws Exception {
    Files.createDirectory(file);
    refused("is in the way", "remove it", "-Djava.io.tmpdir=DIR");
  }

  @Test
  void aLinkThatLeadsNowhereIsInTheWay() throws Exception {
    Files.createSymbolicLink(file, folder.resolve("nowhere"));
    refused("is in the way", "remove it", "-Djava.io.tmpdir=DIR");
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  /** Whoever opens one for writing waits until somebody reads. */
  @Test
  void aPipeIsInTheWay() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    refused("is in the way", "remove it", "-Djava.io.tmpdir=DIR");
  }

  @Test
  void aTemporaryFolderThatIsNotThereIsNamed() {
    file = folder.resolve("none/jmh.lock");
    refused("the temporary folder " + folder.resolve("none") + " is not there", "-Djava.io.tmpdir");
  }

  @Test
  void whatMayOnlyBeReadIsLockedAllTheSame() throws Exception {
    Files.createFile(file, PosixFilePermissions.asFileAttribute(modes("r--r--r--")));
    try (FileChannel held = RunLock.locked(file)) {
      assertThat(held.isOpen()).isTrue();
      refused("another run has this machine");
    }
  }

  @Test
  void whatMayNotBeReadIsSaid() throws Exception {
    Files.createFile(file, PosixFilePermissions.asFileAttribute(modes("---------")));
    assumeThat(Files.isReadable(file)).as("root reads everything").isFalse();
    refused("cannot be opened (permission denied)", "have it removed", "-Djmh.ignoreLock=true");
  }

  private static Set<PosixFilePermission> modes(String text) {
    return PosixFilePermissions.fromString(text);
  }

  private void refused(String... words) {
    assertThatThrownBy(() -> RunLock.locked(file))
        .isInstanceOf(RunnerException.class)
        .hasMessageContainingAll(words)
        .message()
        .hasLineCount(1);
  }
}
